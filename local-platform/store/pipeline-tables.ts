export type PipelineRow = {
  id: string;
  name: string;
  owner_id: string;
  created_at: string;
  updated_at: string;
};

export type Stage = "test" | "review" | "development" | "staging" | "production";

/** An app's place in a pipeline. An app has one at most. */
export type PipelineCouplingRow = {
  id: string;
  pipeline_id: string;
  app_id: string;
  stage: Stage;
  created_at: string;
  updated_at: string;
};

/** A promotion: what is promoted is settled when it is stored, so that nothing that happens later changes it. */
export type PromotionRow = {
  id: string;
  pipeline_id: string;
  user_id: string;
  source_app_id: string;
  source_release_id: string;
  slug_id: string | null;
  image_id: string | null;
  /** What the releases of the targets are described as. */
  description: string;
  /** There is no failed: the outcome is each target's. */
  status: "pending" | "completed";
  created_at: string;
  updated_at: string | null;
};

export type PromotionTargetRow = {
  id: string;
  promotion_id: string;
  /** Its place in the request. */
  position: number;
  app_id: string;
  /** Null until the release is stored; both are stored together, so that a target never gets two. */
  release_id: string | null;
  status: "pending" | "succeeded" | "failed";
  /** Known from the start when the account may not release there; shown once the target has failed. */
  error_message: string | null;
};

export type PipelineTables = {
  pipelines: PipelineRow;
  pipeline_couplings: PipelineCouplingRow;
  promotions: PromotionRow;
  promotion_targets: PromotionTargetRow;
};
