# Nhịp báo của thiết bị MikroTik (RouterOS 7): mỗi phút gửi trạng thái về máy chủ Wardwatch.
# Push heartbeat of a MikroTik device (RouterOS 7) to the Wardwatch server, once a minute.
#
# Cài đặt / install:
#   1. Nhập chứng chỉ gốc / trust the authority: /certificate import file-name=... (hoặc dùng kho có sẵn từ 7.19)
#   2. Chép tệp này vào Files, rồi trong Terminal: /import file-name=wardwatch-push.rsc
#   3. Chạy thử: /system script run wardwatch-push   (lỗi ghi ở /log print)
# Gửi: thời gian chạy, đường mạng, số máy nối wifi (chỉ đếm), tải, tên model. Không gửi gì về người dùng.
:do { /system scheduler remove [find name="wardwatch-push"] } on-error={}
:do { /system script remove [find name="wardwatch-push"] } on-error={}
/system script add name="wardwatch-push" policy=ftp,read,write,test source={
:global wardwatchChanges
:global wardwatchKept
:global wardwatchWan
:global wardwatchSent
:local url "@PUSH_URL@"
:local key "@PUSH_KEY@"
:if ([:typeof $wardwatchChanges] != "str") do={ :set wardwatchChanges "" }
:if ([:typeof $wardwatchKept] != "num") do={ :set wardwatchKept 0 }
:delay @JITTER@s

# Thời gian chạy dạng 3w2d10:11:12 đổi ra giây. / Uptime as 3w2d10:11:12, in seconds.
:local rest [:tostr [/system resource get uptime]]
:local up 0
:local at [:find $rest "w"]
:if ([:typeof $at] = "num") do={
  :set up ($up + [:tonum [:pick $rest 0 $at]] * 604800)
  :set rest [:pick $rest ($at + 1) [:len $rest]]
}
:set at [:find $rest "d"]
:if ([:typeof $at] = "num") do={
  :set up ($up + [:tonum [:pick $rest 0 $at]] * 86400)
  :set rest [:pick $rest ($at + 1) [:len $rest]]
}
:set up ($up + [:tonum [:pick $rest 0 2]] * 3600 + [:tonum [:pick $rest 3 5]] * 60 + [:tonum [:pick $rest 6 8]])

# Có đường mặc định hay không. / Whether there is a default route.
:local wan 0
:do {
  :if ([:len [/ip route find where dst-address="0.0.0.0/0" and active]] > 0) do={ :set wan 1 }
} on-error={}

# Chỉ đếm số máy nối wifi; mỗi đời RouterOS có menu riêng. / A count; each generation has its own menu.
:local clients -1
:do { :set clients [[:parse ":return [/interface wifi registration-table print count-only]"]] } on-error={
  :do { :set clients [[:parse ":return [/interface wireless registration-table print count-only]"]] } on-error={
    :do { :set clients [[:parse ":return [/caps-man registration-table print count-only]"]] } on-error={}
  }
}

:local cpu [/system resource get cpu-load]
:local load ("0." . $cpu)
:if ($cpu < 10) do={ :set load ("0.0" . $cpu) }
:if ($cpu > 99) do={ :set load "1" }

:local body ("{\"v\":1,\"key\":\"" . $key . "\",\"up\":" . $up . ",\"everyMs\":@EVERY_MS@,\"wan\":" . $wan . ",\"load\":" . $load)
:if ([:typeof $clients] = "num") do={
  :if ($clients >= 0) do={ :set body ($body . ",\"clients\":" . $clients) }
}
:set body ($body . ",\"model\":\"" . [/system resource get board-name] . " RouterOS " . [/system resource get version] . "\"")
:if ([:len $wardwatchChanges] > 0) do={ :set body ($body . ",\"changes\":[" . $wardwatchChanges . "]") }
:set body ($body . "}")

:local sent 0
:do {
  /tool fetch url=$url http-method=post http-header-field="Content-Type: application/json" http-data=$body check-certificate=yes-without-crl output=none
  :set sent 1
} on-error={ :log warning "wardwatch-push: chua gui duoc / not sent" }

# Không nhận mà vẫn trả lời nơi khác thì đường mạng tốt. / Not taken, though the server answers elsewhere: the line works.
:local why "\"sent\":0"
:if ($sent = 0) do={
  :do {
    /tool fetch url=([:pick $url 0 [:find $url "/api/push"]] . "/healthz") check-certificate=yes-without-crl output=none
    :set sent 2
    :set why "\"refused\":1"
    :log warning "wardwatch-push: bi tu choi / refused"
  } on-error={}
}

# Giữ thay đổi khi chưa gửi được, tối đa 60. / Keeps changes while nothing gets through, at most 60.
:if ($sent = 1) do={
  :set wardwatchChanges ""
  :set wardwatchKept 0
} else={
  :if (($wardwatchSent != $sent or $wardwatchWan != $wan) and $wardwatchKept < 60) do={
    :local change ("{\"up\":" . $up . ",\"wan\":" . $wan . "," . $why . "}")
    :if ([:len $wardwatchChanges] > 0) do={ :set change ("," . $change) }
    :set wardwatchChanges ($wardwatchChanges . $change)
    :set wardwatchKept ($wardwatchKept + 1)
  }
}
:set wardwatchWan $wan
:set wardwatchSent $sent
}
/system scheduler add name="wardwatch-push" interval=@EVERY_S@s start-time=startup policy=ftp,read,write,test on-event="/system script run wardwatch-push"
