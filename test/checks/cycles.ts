/** Who imports whom, with the line of the import. */
export type ImportGraph = ReadonlyMap<string, readonly { to: string; line: number }[]>;

/** A ring of files. */
export interface Cycle {
  /** Where the ring is closed: the import that leads back. */
  file: string;
  line: number;
  message: string;
}

/** One cycle for each import that leads back to a file on the way to it, by depth-first search. */
export function findCycles(graph: ImportGraph): Cycle[] {
  const cycles: Cycle[] = [];
  const done = new Set<string>();
  const way: string[] = [];

  const visit = (file: string): void => {
    way.push(file);
    for (const { to, line } of graph.get(file) ?? []) {
      const start = way.indexOf(to);
      if (start >= 0) cycles.push({ file, line, message: [...way.slice(start), to].join(' → ') });
      else if (!done.has(to)) visit(to);
    }
    way.pop();
    done.add(file);
  };

  for (const file of [...graph.keys()].toSorted()) if (!done.has(file)) visit(file);
  return cycles;
}
