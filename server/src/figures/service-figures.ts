import type { ServiceFigure, ServiceRow } from '@wardwatch/shared/api';
import type { NamedSystem } from '@wardwatch/shared/model';
import type { RowPart } from '../report/row-parts.ts';
import type { SubjectSums } from '../report/site-availability.ts';
import { addedUp, availabilityFigure } from './availability-figure.ts';
import { sumsOf } from './outage-figures.ts';

/**
 * What was seen of each service that is or was looked at, over the sites that look at it.
 *
 * @param sums of the services at sites; those without a timeline are left out.
 * @param parts of rows of services.
 */
export function serviceFigures(
  services: readonly ServiceRow[],
  systems: readonly NamedSystem[],
  sums: readonly SubjectSums[],
  parts: readonly RowPart[],
): ServiceFigure[] {
  const seen = Map.groupBy(
    sums.filter(({ isKnown }) => isKnown),
    ({ subject }) => subject,
  );
  const failed = Map.groupBy(parts, ({ row }) => row.subject);
  return services.flatMap(({ id, name, isActive }) => {
    const [of, own] = [seen.get(`service:${id}`) ?? [], failed.get(`service:${id}`) ?? []];
    if (!isActive && of.length === 0) return [];
    return [
      {
        serviceId: id,
        name,
        systemIds: systems.filter(({ serviceIds }) => serviceIds.includes(id)).map((system) => system.id),
        siteIds: of.map(({ siteId }) => siteId),
        open: availabilityFigure(addedUp(of.map(({ open }) => open))),
        ...sumsOf(own),
        outageIds: own.map(({ row }) => row.id),
        bySite: of.map((one) => atSite(one, own)),
      },
    ];
  });
}

/** A service at one site: of its rows there, those that fall in opening hours. */
function atSite({ siteId, open }: SubjectSums, parts: readonly RowPart[]) {
  const own = parts.filter(({ row, ms }) => row.siteId === siteId && ms.openMs > 0);
  return { siteId, open: availabilityFigure(open), ...sumsOf(own), outageIds: own.map(({ row }) => row.id) };
}
