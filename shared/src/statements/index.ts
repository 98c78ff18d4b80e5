export { STATEMENTS, statementOf } from './catalogue.ts';
export type { Measure, Stance, Statement, StatementTarget, StatementTerms, Topic } from './statement.ts';
export { type ReportSystem, SYSTEMS, systemOf, type Watching } from './systems.ts';
export { outline } from './outline.ts';
export { type FoundHead, reportHead } from './head.ts';
export { type LocatedStatement, locate } from './locate.ts';
export { judgeStatements } from './verdict.ts';
export type { StatementInput } from './input.ts';
export { dueAfter } from './due.ts';
