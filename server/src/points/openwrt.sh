#!/bin/sh
# Nhịp báo của điểm wifi chạy OpenWrt: mỗi phút gửi trạng thái về máy chủ Wardwatch.
# Push heartbeat of an OpenWrt point to the Wardwatch server, once a minute.
#
# Cài đặt / install:
#   1. Chép tệp này vào /usr/bin/wardwatch-push, rồi: chmod 700 /usr/bin/wardwatch-push
#   2. echo '* * * * * /usr/bin/wardwatch-push' >> /etc/crontabs/root
#   3. /etc/init.d/cron enable; /etc/init.d/cron restart
#   4. Chạy thử: wardwatch-push; echo $?   (0 là đã gửi được)
# Cần gói ca-bundle và một gói libustream (mbedtls/openssl/wolfssl) để kiểm tra chứng chỉ của máy chủ.
# Gửi: thời gian chạy, số lần khởi động, đường mạng, số máy nối wifi (chỉ đếm), tải, tên model.
# Không gửi tên, địa chỉ hay bất cứ điều gì về người dùng. Mã thoát khác 0: chưa gửi được.
set -u
umask 077
URL='@PUSH_URL@'
KEY='@PUSH_KEY@'
PROC=${WARDWATCH_PROC:-/proc}
STATE=${WARDWATCH_STATE:-/tmp/wardwatch-push}
BOOTS_FILE=${WARDWATCH_BOOTS:-/etc/wardwatch-push.boots}
MAX_CHANGES=60
TIMEOUT=${WARDWATCH_TIMEOUT:-10}
EVERY_MS=${WARDWATCH_EVERY_MS:-60000}

have() { command -v "$1" > /dev/null 2>&1; }

uptime_seconds() { cut -d' ' -f1 "$PROC/uptime" 2>/dev/null; }
load_average() { cut -d' ' -f1 "$PROC/loadavg" 2>/dev/null; }

# Có đường mặc định hay không. / Whether there is a default route.
route4() { awk '$2 == "00000000" && $8 == "00000000" { f = 1 } END { exit !f }' /proc/net/route 2>/dev/null; }
route6() { awk '$1 ~ /^0+$/ && $2 == "00" && $10 != "lo" { f = 1 } END { exit !f }' /proc/net/ipv6_route 2>/dev/null; }

wan_state() {
  if have ubus && have jsonfilter &&
    [ "$(ubus call network.interface.wan status 2>/dev/null | jsonfilter -e '@.up' 2>/dev/null)" = true ]; then
    echo 1
  elif route4 || route6; then
    echo 1
  else
    echo 0
  fi
}

address_family() {
  if route4; then
    if route6; then echo '"both"'; else echo '"ipv4"'; fi
  elif route6; then
    echo '"ipv6"'
  else
    echo '"none"'
  fi
}

# Chỉ đếm số máy đang nối wifi. / A count, never who.
client_count() {
  count='' bss=''
  if have ubus && have jsonfilter; then
    for bss in $(ubus list 'hostapd.*' 2>/dev/null); do
      found=$(ubus call "$bss" get_clients 2>/dev/null | jsonfilter -e '@.clients[*].authorized' 2>/dev/null | grep -c .)
      count=$((${count:-0} + found))
    done
  fi
  if [ -z "$count" ] && have iwinfo; then
    for bss in $(iwinfo 2>/dev/null | awk '/ESSID/ { print $1 }'); do
      found=$(iwinfo "$bss" assoclist 2>/dev/null | grep -c dBm)
      count=$((${count:-0} + found))
    done
  fi
  echo "$count"
}

model_name() {
  cat /tmp/sysinfo/model 2>/dev/null
  printf ' '
  sed -n "s/^DISTRIB_DESCRIPTION='\(.*\)'/\1/p" /etc/openwrt_release 2>/dev/null
}

paste_lines() { awk '{ printf "%s%s", (NR > 1 ? "," : ""), $0 }'; }

# Chứng chỉ của máy chủ luôn được kiểm tra; wget của BusyBox không làm được, nên không dùng với https.
# The server's certificate is always checked; BusyBox' own wget cannot, and is not used with https.
send() {
  if have uclient-fetch; then
    uclient-fetch -q -T "$TIMEOUT" -O /dev/null --post-file="$1" "$URL" 2>/dev/null
  elif have curl; then
    curl -fsS -m "$TIMEOUT" -o /dev/null -H 'Content-Type: application/json' --data-binary "@$1" "$URL"
  elif [ "${URL%%:*}" = https ] && wget --help 2>&1 | grep -q BusyBox; then
    echo 'wardwatch-push: cần uclient-fetch, curl hoặc wget đầy đủ / needs a client that checks certificates' >&2
    return 77
  elif have timeout; then
    timeout "$TIMEOUT" wget -q -O /dev/null --post-file="$1" "$URL" 2>/dev/null
  else
    wget -q -O /dev/null --post-file="$1" "$URL" 2>/dev/null
  fi
}

@COMMON@
