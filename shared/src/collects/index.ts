export { collectedFields } from './collected.ts';
export { COLLECTED_PATHS, type CollectedPath } from './collected-paths.ts';
export type { Field, FieldType } from './walk.ts';
