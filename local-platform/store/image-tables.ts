/** An OCI image, which a Fir app runs instead of a slug. Only its metadata is stored, without layers. */
export type ImageRow = {
  id: string;
  /** App that registered it; promotions carry it to others. */
  app_id: string;
  digest: string;
  commit: string;
  commit_description: string;
  /** JSON: {type: command}. */
  process_types: string;
  /** JSON: [{id, version, homepage}]. */
  buildpacks: string;
  image_repo: string;
  base_image_name: string;
  base_top_layer: string;
  architecture: string | null;
  created_at: string;
  updated_at: string;
};
