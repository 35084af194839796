import { defineSlice } from "../slice.js";
import { ConnectionPipelineResolver } from "./connection-pipeline.resolver.js";
import { PipelineBucketResolver } from "./pipeline-bucket.resolver.js";

export const pipeline = defineSlice({ resolvers: [ConnectionPipelineResolver, PipelineBucketResolver] });
