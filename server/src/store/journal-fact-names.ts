import { FACT_NAMES } from '@wardwatch/shared/model';
import { type Kysely, sql } from 'kysely';
import { inChunks } from './rows.ts';
import type { Tables } from './tables.ts';

/** Names of facts that are looked for of one agent, beside the fixed ones; no agent is configured to watch so many. */
export const MAX_FACT_NAMES = 128;

interface Named {
  agent_id: string;
  name: string | null;
}

/**
 * Names of facts that each agent ever stated, and the fixed ones always. From name to next name by the index, so that
 * the cost follows the number of names and not what the agent wrote.
 */
export async function factNamesOf(db: Kysely<Tables>, agentIds: readonly string[]): Promise<Map<string, Set<string>>> {
  const names = new Map(agentIds.map((agentId) => [agentId, new Set<string>(FACT_NAMES)]));
  for (const chunk of inChunks(agentIds, 1)) {
    const wanted = sql.join(chunk.map((agentId) => sql`(${agentId})`));
    const found = await sql<Named>`with recursive
      wanted (agent_id) as (values ${wanted}),
      names (agent_id, name, place) as (
        select agent_id, (select min(name) from journal_entries as entries
          where entries.agent_id = wanted.agent_id and entries.kind = 'fact'), 1
        from wanted
        union all
        select agent_id, (select min(name) from journal_entries as entries
          where entries.agent_id = names.agent_id and entries.kind = 'fact' and entries.name > names.name), place + 1
        from names where name is not null and place < ${MAX_FACT_NAMES})
      select agent_id, name from names where name is not null`.execute(db);
    for (const { agent_id, name } of found.rows) if (name !== null) names.get(agent_id)?.add(name);
  }
  return names;
}
