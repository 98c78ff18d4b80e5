import { configureGlobal } from 'fast-check';

/** For runs that hold the tests against mutants: the same few tries of each property, and the first failure is enough. */
configureGlobal({ numRuns: 5, seed: 1, endOnFailure: true });
