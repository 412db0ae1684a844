export type PipelineRow = {
  id: string;
  name: string;
  owner_id: string;
  created_at: string;
  updated_at: string;
};

export type Stage = "test" | "review" | "development" | "staging" | "production";

/** A coupling of an app to a pipeline. An app has at most one. */
export type PipelineCouplingRow = {
  id: string;
  pipeline_id: string;
  app_id: string;
  stage: Stage;
  created_at: string;
  updated_at: string;
};

/** A promotion. The promoted release is fixed when it is stored. */
export type PromotionRow = {
  id: string;
  pipeline_id: string;
  user_id: string;
  source_app_id: string;
  source_release_id: string;
  slug_id: string | null;
  image_id: string | null;
  /** Description of the releases of the targets. */
  description: string;
  /** There is no `failed`: each target has its own outcome. */
  status: "pending" | "completed";
  created_at: string;
  updated_at: string | null;
};

export type PromotionTargetRow = {
  id: string;
  promotion_id: string;
  /** Position in the request. */
  position: number;
  app_id: string;
  /** Null until the release is stored; both are stored together, so that a target never gets two. */
  release_id: string | null;
  status: "pending" | "succeeded" | "failed";
  /** Set at creation if the account cannot release to the target; reported when the target has failed. */
  error_message: string | null;
};

export type PipelineTables = {
  pipelines: PipelineRow;
  pipeline_couplings: PipelineCouplingRow;
  promotions: PromotionRow;
  promotion_targets: PromotionTargetRow;
};
