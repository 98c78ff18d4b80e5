import { expect, test } from 'vitest';
import { gatewayInRoutes, gatewayOfRow } from './windows-route.ts';

// Constructed after the layout of `route print`, with headings as a Vietnamese system might have them.
const ROUTES = `===========================================================================
Danh sách giao diện
 12...00 00 5e 00 53 01 ......Ethernet
===========================================================================

Bảng định tuyến IPv4
===========================================================================
Các tuyến hiện hoạt:
Đích mạng          Mặt nạ mạng     Cổng             Giao diện   Số liệu
          0.0.0.0          0.0.0.0     198.51.100.1    198.51.100.23     55
          0.0.0.0          0.0.0.0        192.0.2.1       192.0.2.57     25
        192.0.2.0    255.255.255.0         On-link        192.0.2.57    281
===========================================================================
Tuyến liên tục:
  Không có`;

test('finds the gateway of the lowest metric in the routes of Windows, whatever its language', () => {
  expect(gatewayInRoutes(ROUTES.replaceAll('\n', '\r\n'))).toBe('192.0.2.1');
  expect(gatewayInRoutes('Không có')).toBeUndefined();
});

test('reads the gateway of a row of the routing table, and none where the network is next to us', () => {
  const row = new Uint32Array(14);
  expect(gatewayOfRow(row)).toBeUndefined();
  row[3] = 0xfe_02_00_c0;
  expect(gatewayOfRow(row)).toBe('192.0.2.254');
  // The network of the machine itself: its "gateway" is the machine.
  row[0] = 0x00_02_00_c0;
  row[1] = 0x00_ff_ff_ff;
  expect(gatewayOfRow(row)).toBeUndefined();
});
