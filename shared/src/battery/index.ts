export {
  type BatteryClaim,
  type LearnedBattery,
  learnRuntime,
  MAX_LEARNED,
  MIN_DEPTH_PERCENT,
  MIN_LASTED_MS,
  type RealDischarge,
} from './learn-runtime.ts';
