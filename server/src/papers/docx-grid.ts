import {
  type ITableCellOptions,
  type Paragraph,
  Table,
  TableBorders,
  TableCell,
  TableLayoutType,
  TableRow,
  WidthType,
} from 'docx';

/** No padding: what stands in the grid keeps its full width. */
const NO_PADDING = { top: 0, bottom: 0, left: 0, right: 0, marginUnitType: WidthType.DXA } as const;

/** A table without lines and padding that only places things; rows do not split. Widths are in twips. */
export function grid(columns: readonly number[], rows: readonly (readonly Paragraph[])[][]): Table {
  const width = columns.reduce((sum, one) => sum + one, 0);
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: width, type: WidthType.DXA },
    columnWidths: columns,
    borders: TableBorders.NONE,
    margins: NO_PADDING,
    rows: rows.map((cells) => gridRow(columns, cells)),
  });
}

function gridRow(columns: readonly number[], cells: readonly (readonly Paragraph[])[]): TableRow {
  // One cell in a row of several columns stretches over them.
  const span: Pick<ITableCellOptions, 'columnSpan'> = cells.length === 1 ? { columnSpan: columns.length } : {};
  const size = (index: number) => (cells.length === 1 ? columns.reduce((sum, one) => sum + one, 0) : columns[index]);
  return new TableRow({
    cantSplit: true,
    children: cells.map(
      (children, index) =>
        new TableCell({
          children,
          width: { size: size(index) ?? 0, type: WidthType.DXA },
          margins: NO_PADDING,
          ...span,
        }),
    ),
  });
}
