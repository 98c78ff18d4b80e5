/**
 * Why the rules suggest a cause: one sentence for each row of the decision table in `@wardwatch/shared/outage`, by its
 * id, and for what stands beside the table.
 */
export const verdicts = {
  'site-notice': 'Có thông báo hoặc lịch bảo trì cho giờ này, và không có gì cho thấy điều khác.',
  'site-notice-early':
    'Điện mất trước giờ ngừng cấp điện đã thông báo khá lâu, nên nhiều khả năng vẫn là lần cắt điện đó.',
  'site-mains-off': 'Bộ lưu điện (UPS) hoặc pin báo mất điện lưới trước hoặc cùng lúc gián đoạn.',
  'site-dark-on-feeder-closed':
    'Thiết bị dừng đột ngột cùng lúc một điểm khác chung lộ điện mất điện, nhưng ngoài giờ mở cửa; hai điểm có thể cùng ngắt aptomat.',
  'site-dark-together-closed':
    'Nhiều thiết bị dừng đột ngột cùng lúc ngoài giờ mở cửa; cũng có thể do ngắt aptomat tại điểm.',
  'site-mains-off-crashed':
    'Mất điện lưới từ trước, sau đó hệ điều hành ghi nhận lỗi treo máy: nhiều khả năng do mất điện.',
  'site-mains-off-closed':
    'Bộ lưu điện (UPS) báo mất điện ngoài giờ mở cửa; không điểm nào cùng lộ điện báo mất điện, nên có thể do ngắt aptomat tại điểm.',
  'site-mains-off-here-closed':
    'UPS hoặc pin ở đây báo mất điện lưới ngoài giờ làm việc trong khi nơi khác trên lộ điện vẫn có điện: nhiều khả năng có người ngắt cầu dao hoặc ổ cắm.',
  'site-mains-off-here':
    'UPS hoặc pin ở đây báo mất điện lưới trong khi nơi khác trên lộ điện vẫn có điện; không có gì cho biết do cầu dao, ổ cắm hay lưới điện.',
  'site-crashed': 'Hệ điều hành ghi nhận máy bị lỗi treo rồi mới khởi động lại: lỗi của chính máy.',
  'site-power-button': 'Hệ điều hành ghi nhận nút nguồn bị nhấn giữ: có người tắt máy, chưa rõ lý do.',
  'site-ups-test':
    'Máy dừng đột ngột đúng lúc bộ lưu điện tự kiểm tra và không có điểm nào chung lộ báo mất điện: có thể ắc quy đã hỏng.',
  'site-sleep-failed': 'Hệ điều hành ghi nhận máy gặp lỗi trong lúc ngủ: nhiều khả năng là lỗi của máy.',
  'site-unreached':
    'Thiết bị vẫn chạy nhưng không gửi được về máy chủ trong khi máy chủ vẫn hoạt động: nhiều khả năng đường truyền của điểm bị gián đoạn.',
  'site-line-beyond':
    'Một máy vẫn chạy, tới được thiết bị đầu tiên của nhà mạng nhưng không ra được Internet: lỗi nằm trong mạng của nhà cung cấp.',
  'site-line': 'Một máy vẫn chạy, tới được thiết bị cổng nhưng không ra được Internet: lỗi nằm ngoài điểm này.',
  'site-lan': 'Một máy vẫn chạy nhưng không tới được thiết bị cổng: lỗi nằm trong mạng của điểm.',
  'site-dark-together': 'Từ hai máy trở lên dừng đột ngột cùng lúc.',
  'site-dark-on-feeder': 'Máy dừng đột ngột cùng lúc các điểm khác chung lộ điện mất điện.',
  'site-stopped': 'Mọi máy cần bật ở đây được tắt đúng cách đúng lúc gián đoạn bắt đầu.',
  'site-not-started': 'Mọi máy cần bật ở đây đã được tắt từ trước và chưa được bật lại.',
  'site-silent-on-feeder': 'Điểm này im lặng, chưa máy nào kể lại, cùng lúc các điểm khác chung lộ điện mất điện.',
  'site-switched-off':
    'Máy mất điện ngoài giờ làm việc trong khi lộ điện vẫn có điện: nhiều khả năng có người ngắt cầu dao hoặc ổ cắm.',
  'site-dark-while-feeder-on':
    'Máy dừng đột ngột trong giờ làm việc khi lộ điện vẫn có điện; không có gì cho biết do cầu dao, ổ cắm hay do máy.',
  'site-dark-on-mains': 'Máy dừng đột ngột trong khi vẫn báo có điện lưới; không có gì cho biết vì sao.',
  'site-dark-alone': 'Máy dừng đột ngột và không có điểm nào khác để so sánh; nhiều khả năng là mất điện.',
  'site-silent-with-line': 'Điểm này im lặng cùng lúc các điểm khác chung nhà mạng mất Internet.',
  'site-silent-feeder-only': 'Các điểm chung lộ điện cùng im lặng, còn các điểm khác của nhà mạng vẫn thông.',
  'site-silent-provider-only': 'Các điểm chung nhà mạng cùng im lặng, còn các điểm khác chung lộ điện vẫn chạy.',
  'site-nothing-tells': 'Không có bằng chứng nào đủ để cho biết nguyên nhân.',
  'power-notice': 'Có thông báo ngừng cấp điện hoặc lịch bảo trì cho giờ này.',
  'power-notice-early':
    'Điện mất trước giờ ngừng cấp điện đã thông báo khá lâu, nên nhiều khả năng vẫn là lần cắt điện đó.',
  'power-own-plug':
    'Chỉ một bộ lưu điện (UPS) báo mất điện trong khi nơi khác trên lộ điện vẫn có điện: có thể do ổ cắm của nó hoặc do thử UPS.',
  'power-off': 'Bộ lưu điện (UPS) hoặc pin báo mất điện lưới.',
  'power-nothing-tells': 'Không có bằng chứng nào đủ để cho biết vì sao mất điện.',
  'dns-notice': 'Có lịch bảo trì cho giờ này.',
  'dns-alone': 'Tên miền không phân giải được trong khi chính máy đó vẫn vào được Internet.',
  'dns-nothing-tells': 'Không có bằng chứng nào đủ để cho biết vì sao tên miền không phân giải được.',
  'hub-alone':
    'Máy vẫn có Internet nhưng không tới được máy chủ giám sát: lỗi của hệ thống giám sát, không phải của điểm.',
  'hub-nothing-tells': 'Không có bằng chứng nào đủ để cho biết vì sao không tới được máy chủ giám sát.',
  'service-notice': 'Có lịch bảo trì cho giờ này.',
  'service-here-only': 'Các điểm khác vẫn dùng được dịch vụ, nên chưa rõ lỗi nằm ở đâu.',
  'service-everywhere':
    'Mọi điểm theo dõi dịch vụ này đều không dùng được, qua đường truyền của ít nhất hai nhà mạng: lỗi của hệ thống cấp trên.',
  'service-unsure':
    'Điểm khác vẫn dùng được dịch vụ ở lần kiểm tra trước đó nhưng chưa kiểm tra lại trong lúc gián đoạn, nên chưa rõ lỗi nằm ở đâu.',
  'service-one-provider':
    'Mọi điểm theo dõi dịch vụ này đều không dùng được, nhưng qua cùng một nhà mạng hoặc nhà mạng chưa khai báo: nhiều khả năng là lỗi của hệ thống cấp trên, cũng có thể do nhà mạng.',
  'service-one-watcher':
    'Điểm này không dùng được dịch vụ và không điểm nào khác cho biết thêm; nhiều khả năng là lỗi của hệ thống cấp trên.',
  'service-nothing-tells': 'Không có bằng chứng nào đủ để cho biết vì sao dịch vụ gián đoạn.',
  'device-notice': 'Có thông báo hoặc lịch bảo trì cho giờ này.',
  'device-lan': 'Máy vẫn chạy nhưng không tới được thiết bị cổng mà các máy khác tới được.',
  'device-stopped': 'Máy được tắt hoặc cho ngủ đúng cách.',
  'device-dark-with-mains': 'Máy dừng đột ngột đúng lúc một bộ lưu điện (UPS) của điểm báo mất điện lưới.',
  'device-lost-power': 'Bộ lưu điện (UPS) hoặc pin của chính máy này báo mất điện lưới trước khi máy dừng.',
  'device-dark-together': 'Máy này và máy khác dừng đột ngột cùng lúc, dù vẫn có máy chạy.',
  'device-crashed': 'Hệ điều hành của máy ghi nhận lỗi treo máy.',
  'device-power-button': 'Hệ điều hành của máy ghi nhận nút nguồn bị nhấn giữ: có người tắt máy, chưa rõ lý do.',
  'device-dark': 'Máy dừng đột ngột trong khi các máy khác ở điểm vẫn chạy.',
  'device-nothing-tells': 'Không có bằng chứng nào đủ để cho biết vì sao máy im lặng.',
  'server-blind': 'Máy chủ giám sát không chạy hoặc tự nó mất mạng, nên không theo dõi được.',
};
