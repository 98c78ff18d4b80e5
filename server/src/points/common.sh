# Chỉ nhận số; còn lại bỏ trống. / A number, or nothing.
number() {
  case $1 in '' | *[!0-9.]* | *.*.* | .* | *.) ;; *) printf '%s' "$1" ;; esac
}

up=$(number "$(uptime_seconds)")
[ -n "$up" ] || { echo 'wardwatch-push: không đọc được thời gian chạy / no uptime' >&2; exit 2; }
# Mỗi lần khởi động một mã khác; hệ nào không có thì xét theo thời gian chạy. / Another one for each start, if any.
boot=$(boot_id | tr -cd 'A-Za-z0-9-' | cut -c1-40)
boot=${boot:-none}

# Còn trong lần khởi động này, và không cũ hơn số giây cho phép? / Of this boot, and no older than so many seconds?
is_recent() {
  [ "$1" = "$boot" ] && [ $((${up%%.*} - ${2%%.*})) -ge 0 ] 2>/dev/null && [ $((${up%%.*} - ${2%%.*})) -le "$3" ]
}

# Chỉ một lần chạy tại một thời điểm; khóa của lần khởi động trước hay quá 5 phút thì bỏ.
# One run at a time; a lock of another boot, or older than 5 minutes, is void.
mkdir -p "$STATE" || exit 2
if ! mkdir "$STATE/lock" 2>/dev/null; then
  other='' other_boot='' other_up=''
  [ -r "$STATE/lock/pid" ] && read -r other other_boot other_up < "$STATE/lock/pid"
  if [ -n "$(number "$other_up")" ] && is_recent "$other_boot" "$other_up" 300 && kill -0 "$other" 2>/dev/null; then
    exit 3
  fi
  rm -rf "$STATE/lock"
  mkdir "$STATE/lock" 2>/dev/null || exit 3
fi
trap 'rm -rf "$STATE/lock"' EXIT
trap 'exit 4' HUP INT TERM
echo "$$ $boot $up" > "$STATE/lock/pid"

# Giãn cách để các điểm không gửi cùng lúc. / Spreads the points over the minute.
sleep "${WARDWATCH_JITTER:-@JITTER@}"
up=$(number "$(uptime_seconds)")
wan=$(wan_state)

# Máy vừa khởi động lại thì trạng thái cũ không còn giá trị. / After a restart the old state is void.
last_up='' last_wan='' last_sent='' last_boot=''
[ -r "$STATE/last" ] && read -r last_up last_wan last_sent last_boot < "$STATE/last"
if [ -z "$(number "$last_up")" ] || ! is_recent "$last_boot" "$last_up" 4000000000; then
  rm -f "$STATE/changes" "$STATE/boots"
  last_wan='' last_sent=''
fi

# Đếm số lần khởi động nếu có chỗ ghi. / Counts starts where there is room to.
if [ ! -e "$STATE/boots" ]; then
  boots=$(number "$(cat "$BOOTS_FILE" 2>/dev/null)")
  echo $((${boots:-0} + 1)) > "$STATE/boots"
  cat "$STATE/boots" > "$BOOTS_FILE" 2>/dev/null || true
fi
boots=''
[ -r "$BOOTS_FILE" ] && boots=$(number "$(cat "$STATE/boots")")

# Giữ tối đa MAX_CHANGES thay đổi; đầy thì thay dòng cuối. / Keeps the first changes and the newest one.
keep_change() {
  [ -f "$STATE/changes" ] || : > "$STATE/changes"
  if [ "$(wc -l < "$STATE/changes")" -ge "$MAX_CHANGES" ]; then
    sed '$d' "$STATE/changes" > "$STATE/changes.new" && mv "$STATE/changes.new" "$STATE/changes"
  fi
  # Có trả lời mà không nhận thì đường mạng vẫn tốt. / Answered and not taken: the line itself works.
  if [ "$sent" = refused ]; then why='"refused":1'; else why='"sent":0'; fi
  echo "{\"up\":$up,\"wan\":$wan,$why}" >> "$STATE/changes"
}

field() {
  if [ -n "$2" ]; then printf ',"%s":%s' "$1" "$2"; fi
}

{
  printf '{"v":1,"key":"%s","up":%s,"everyMs":%s,"wan":%s' "$KEY" "$up" "$EVERY_MS" "$wan"
  field boots "$boots"
  field clients "$(number "$(client_count)")"
  field load "$(number "$(load_average)")"
  field family "$(address_family)"
  model=$(model_name | tr -cd 'A-Za-z0-9 ._()/+-' | sed 's/^ *//; s/ *$//' | cut -c1-80)
  field model "${model:+\"$model\"}"
  if [ -s "$STATE/changes" ]; then printf ',"changes":[%s]' "$(paste_lines < "$STATE/changes")"; fi
  printf '}'
} > "$STATE/body"

# send đặt answered=1 khi có trả lời mà không nhận. / send sets it where there was an answer, and no success.
sent=0 code=1 answered=0
for try in 1 2; do
  answered=0
  if send "$STATE/body"; then
    sent=1 code=0
    break
  else
    code=$?
  fi
  [ "$answered" = 0 ] || break
  [ "$try" = 2 ] || sleep 3
done
[ "$sent" = 0 ] && [ "$answered" = 1 ] && sent=refused

if [ "$sent" = 1 ]; then
  rm -f "$STATE/changes"
elif [ "$last_sent" != "$sent" ] || [ "$wan" != "$last_wan" ]; then
  keep_change
fi
rm -f "$STATE/body"
echo "$up $wan $sent $boot" > "$STATE/last"
if [ "$sent" != 1 ]; then
  if [ "$sent" = refused ]; then what='bị từ chối / refused'; else what='không gửi được / not sent'; fi
  logger -t wardwatch-push "$what (mã / code $code)" 2>/dev/null || true
  echo "wardwatch-push: $what (mã / code $code)" >&2
fi
exit "$code"
