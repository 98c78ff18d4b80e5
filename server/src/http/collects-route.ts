import { collectedList } from '@wardwatch/shared/api';
import { collectedFields } from '@wardwatch/shared/collects';
import type { Routes } from './route.ts';

/** What agents and points collect, for anybody to read: made from the schemas that everything they send is checked by. */
export function addCollectsRoute(routes: Routes): void {
  const fields = collectedFields();
  routes.add(
    {
      method: 'get',
      path: '/api/collects',
      summary: 'Every field that an agent or a point may send',
      access: 'public',
      response: collectedList,
    },
    async () => ({ fields }),
  );
}
