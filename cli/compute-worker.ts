import { serveCompute } from '../engine/compute/serve-compute.ts';
import { nodes } from '../nodes/index.ts';

serveCompute(nodes);
