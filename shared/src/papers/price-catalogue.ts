import type { PriceRow } from '../api/index.ts';

/** An item as the product ships it: without a price, with a usual range as a hint. */
export type CataloguePrice = Omit<PriceRow, 'revision'>;

type Kind = CataloguePrice['kind'];

const PAGE = 'Giá công bố của nhà mạng, tháng 3/2026';
const USUAL = 'Khoảng giá thường gặp năm 2026, chưa kiểm chứng';

/** VAT that a new line starts with, percent; the officer checks it line by line. */
const USUAL_VAT_PERCENT = 10;

function item(
  id: string,
  name: string,
  unit: string,
  kind: Kind,
  criteria: string[],
  range: [number, number] | null,
  more: { timesAYear?: number; source?: string } = {},
): CataloguePrice {
  return {
    id,
    name,
    unit,
    amount: null,
    basis: '',
    on: null,
    kind,
    timesAYear: more.timesAYear ?? 1,
    vatPercent: USUAL_VAT_PERCENT,
    criteria,
    hint: range && { low: range[0], high: range[1], source: more.source ?? USUAL },
  };
}

const once = 'one-off';
const again = 'recurrent';
const monthly = { timesAYear: 12 };

/**
 * Items that close gaps. Ranges are before VAT and serve the person who enters a price; a document never shows them.
 * B26 is the monthly part of B04.
 */
export const PRICE_CATALOGUE: readonly CataloguePrice[] = [
  item('B01', 'Thuê bao Internet cáp quang cho nhà văn hóa', 'tháng', again, ['RC-H2'], [190_000, 260_000], {
    ...monthly,
    source: PAGE,
  }),
  item('B02', 'Phí lắp đặt thuê bao Internet', 'lần', once, ['RC-H2'], [300_000, 300_000], { source: PAGE }),
  item('B03', 'Thuê bao Internet cho cơ quan (IP tĩnh)', 'tháng', again, ['RC-N2'], [600_000, 2_500_000], monthly),
  item('B04', 'Bộ định tuyến 4G/5G cho đường truyền dự phòng', 'bộ', once, ['RC-N2', 'RC-N3'], [2_000_000, 5_000_000]),
  item('B05', 'Bộ phát wifi trong nhà chuẩn Wi-Fi 6', 'cái', once, ['RC-H3'], [1_800_000, 6_000_000]),
  item('B06', 'Bộ phát wifi ngoài trời, mật độ cao', 'cái', once, ['RC-H3'], [5_000_000, 15_000_000]),
  item('B07', 'Bộ định tuyến cân bằng tải', 'cái', once, ['RC-N2'], [3_000_000, 9_000_000]),
  item('B08', 'Thiết bị chuyển mạch (switch)', 'cái', once, ['RC-N1'], [800_000, 20_000_000]),
  item('B09', 'Tường lửa kèm bản quyền 01 năm', 'bộ', once, ['RC-S1'], [20_000_000, 60_000_000]),
  item('B10', 'Gia hạn bản quyền tường lửa', 'năm', again, ['RC-S1'], [8_000_000, 25_000_000]),
  item('B11', 'Bộ lưu điện (UPS) 1 kVA', 'cái', once, ['RC-P1', 'RC-H3'], [2_500_000, 8_000_000]),
  item('B12', 'Bộ lưu điện (UPS) 2 kVA', 'cái', once, ['RC-P1'], [9_000_000, 15_000_000]),
  item('B13', 'Bộ lưu điện (UPS) 3 kVA', 'cái', once, ['RC-P1', 'RC-P2'], [13_000_000, 37_000_000]),
  item('B14', 'Thay ắc quy bộ lưu điện', 'bộ', again, ['RC-P2'], [1_000_000, 4_000_000]),
  item('B15', 'Máy phát điện 5-10 kVA', 'cái', once, ['RC-P4'], [25_000_000, 120_000_000]),
  item('B16', 'Máy tính để bàn kèm màn hình', 'bộ', once, ['RC-E1'], [13_000_000, 18_000_000]),
  item('B17', 'Máy tính xách tay', 'cái', once, ['RC-E1'], [15_000_000, 22_000_000]),
  item('B18', 'Máy tính mini cho nhà văn hóa', 'cái', once, ['RC-H4'], [5_000_000, 9_000_000]),
  item('B19', 'Máy quét tài liệu hai mặt, máy in', 'cái', once, [], [4_000_000, 25_000_000]),
  item('B20', 'Tủ thiết bị, ổ cắm, chống sét', 'bộ', once, ['RC-P3'], [1_500_000, 5_000_000]),
  item('B21', 'Thi công cáp mạng (vật tư và nhân công)', 'điểm mạng', once, ['RC-N1'], [350_000, 800_000]),
  item('B22', 'Phần mềm chống mã độc', 'máy/năm', again, ['RC-S2'], [200_000, 450_000]),
  item('B23', 'Nhân công lắp đặt, cấu hình tại nhà văn hóa', 'điểm', once, ['RC-H3'], [500_000, 1_500_000]),
  item('B24', 'Điện năng thiết bị mạng nhà văn hóa', 'tháng', again, ['RC-H3'], [30_000, 45_000], monthly),
  item('B25', 'Bảo trì, hỗ trợ kỹ thuật', 'năm', again, [], null),
  item(
    'B26',
    'Gói cước 4G/5G cho đường truyền dự phòng',
    'tháng',
    again,
    ['RC-N2', 'RC-N3'],
    [100_000, 300_000],
    monthly,
  ),
];
