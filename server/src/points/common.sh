# Chỉ một lần chạy tại một thời điểm. / One run at a time.
mkdir -p "$STATE" || exit 2
if ! mkdir "$STATE/lock" 2>/dev/null; then
  other=$(cat "$STATE/lock/pid" 2>/dev/null)
  if [ -n "$other" ] && kill -0 "$other" 2>/dev/null; then exit 3; fi
  rm -rf "$STATE/lock"
  mkdir "$STATE/lock" 2>/dev/null || exit 3
fi
trap 'rm -rf "$STATE/lock"' EXIT
trap 'exit 4' HUP INT TERM
echo "$$" > "$STATE/lock/pid"

# Giãn cách để các điểm không gửi cùng lúc. / Spreads the points over the minute.
sleep "${WARDWATCH_JITTER:-@JITTER@}"

# Chỉ nhận số; còn lại bỏ trống. / A number, or nothing.
number() {
  case $1 in '' | *[!0-9.]* | *.*.* | .* | *.) ;; *) printf '%s' "$1" ;; esac
}

up=$(number "$(uptime_seconds)")
[ -n "$up" ] || { echo 'wardwatch-push: không đọc được thời gian chạy / no uptime' >&2; exit 2; }
wan=$(wan_state)

# Máy vừa khởi động lại thì trạng thái cũ không còn giá trị. / After a restart the old state is void.
last_up=0 last_wan='' last_sent=''
[ -r "$STATE/last" ] && read -r last_up last_wan last_sent < "$STATE/last"
if [ "${up%%.*}" -lt "$(number "${last_up%%.*}")" ] 2>/dev/null; then
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
  echo "{\"up\":$up,\"wan\":$wan,\"sent\":0}" >> "$STATE/changes"
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

sent=0 code=1
for try in 1 2; do
  if send "$STATE/body"; then
    sent=1 code=0
    break
  else
    code=$?
  fi
  [ "$try" = 2 ] || sleep 3
done

if [ "$sent" = 1 ]; then
  rm -f "$STATE/changes"
elif [ "$last_sent" != 0 ] || [ "$wan" != "$last_wan" ]; then
  keep_change
fi
rm -f "$STATE/body"
echo "$up $wan $sent" > "$STATE/last"
if [ "$sent" = 0 ]; then
  logger -t wardwatch-push "không gửi được (mã $code) / not sent (code $code)" 2>/dev/null || true
  echo "wardwatch-push: không gửi được (mã $code) / not sent (code $code)" >&2
fi
exit "$code"
