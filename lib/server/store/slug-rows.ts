/** Settings of an app, made by a user. */
export type AppSettingRow = {
  app_id: string;
  repository: string | null;
  user_id: string;
  updated_at: string;
};

/** A slug that was registered here and has no content yet. `put_url` is sealed with SECRET. */
export type SlugUploadRow = {
  slug_id: string;
  app_id: string;
  user_id: string;
  put_url: string;
  checksum: string | null;
  created_at: string;
};
