import { configureGlobal } from 'fast-check';

/** For runs that hold the tests against mutants: fewer tries of each property, and the first failure is enough. */
configureGlobal({ numRuns: 5, endOnFailure: true });
