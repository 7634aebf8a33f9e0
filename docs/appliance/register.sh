#!/bin/sh
# Registers this machine as a device, and keeps its device key: `registration-app register` for machines without Java.
# Needs a POSIX shell and its usual tools, and curl. Files, messages and exit statuses are the same, so either may go on with
# what the other began.
#
#   register.sh --server URL --name NAME --key-file FILE|- --device-key-file FILE
#     [--location TEXT] [--type TEXT] [--attribute NAME=VALUE]... [--replace] [--insecure-http]
#     [--timeout SECONDS] [--request-timeout SECONDS]
#
# The order is what guarantees one device and a key that works, wherever this is cut short: the idempotency key is on the disk
# before the first request, so that every request is a repetition of the first one; the device key is on the disk before it
# is used; and the file of the idempotency key goes when the stored device key was seen to work. Where there is flock, a
# second run at the same time is refused, by descriptor 9, which no child keeps; elsewhere run one at a time.
#
# Keys are never arguments of a program, since others can read these: they go by files, pipes and the shell's own printf.
set -euf
umask 077
LC_ALL=C
export LC_ALL

usage=2 key_refused=3 already_registered=4 not_reached=5 device_key_refused=6 file_trouble=7 refused=8
longest_pause=30 max_answer=65536

# What a server says may have a key in it that nobody should see.
say() {
  printf 'register.sh: %s\n' "$1" | sed 's/\([pd]v[kc]_[a-z2-7]\{6\}\)[a-z2-7]\{1,\}/\1.../g' >&2
}

end() {
  say "$2"
  exit "$1"
}

# --- the command line ------------------------------------------------------------------------------------------------------

# A text as JSON; it has no control characters.
json() {
  printf '"%s"' "$(printf '%s\n' "$1" | sed 's/[\\"]/\\&/g')"
}

seconds() {
  case $2 in
    '' | 0* | *[!0-9]* | ??????*) end $usage "$1: must be whole seconds from 1 to $3" ;;
  esac
  [ "$2" -le "$3" ] || end $usage "$1: must be whole seconds from 1 to $3"
}

server='' name='' key_file='' device_key_file='' location='' type='' attributes=''
replace='' insecure_http='' timeout=300 request_timeout=30
while [ $# -gt 0 ]; do
  option=$1 value=''
  case $option in
    --replace | --insecure-http) ;;
    --*=*)
      # As the other way takes it: --name=NAME.
      value=${option#*=}
      option=${option%%=*}
      ;;
    --server | --name | --key-file | --device-key-file | --location | --type | --attribute | --timeout | --request-timeout)
      [ $# -ge 2 ] || end $usage "$option: needs a value"
      value=$2
      shift
      ;;
  esac
  case $value in
    *[[:cntrl:]]*) end $usage "$option: must have no control characters" ;;
  esac
  case $option in
    --server) server=$value ;;
    --name) name=$value ;;
    --key-file) key_file=$value ;;
    --device-key-file) device_key_file=$value ;;
    --location) location=$value ;;
    --type) type=$value ;;
    --attribute)
      case $value in
        ?*=*) ;;
        *) end $usage "--attribute: must be NAME=VALUE" ;;
      esac
      member=$(json "${value%%=*}"):$(json "${value#*=}")
      attributes=${attributes:+$attributes,}$member
      ;;
    --timeout) timeout=$value ;;
    --request-timeout) request_timeout=$value ;;
    --replace) replace=yes ;;
    --insecure-http) insecure_http=yes ;;
    # Not with its text, which may be a key.
    -*) end $usage "unknown option, see the head of this file: ${option%%=*}" ;;
    *) end $usage "an argument that belongs to no option; see the head of this file" ;;
  esac
  shift
done

[ -n "$server" ] || end $usage "--server: is missing"
[ -n "$name" ] || end $usage "--name: is missing"
[ -n "$key_file" ] || end $usage "--key-file: is missing"
[ -n "$device_key_file" ] || end $usage "--device-key-file: is missing"
seconds --timeout "$timeout" 86400
seconds --request-timeout "$request_timeout" 600
case $key_file in
  pvk_*) end $usage "--key-file: takes the name of a file that holds the key: other users can read command lines" ;;
esac
protocols='=https' noproxy=''
case $server in
  *[!!-~]* | *[\"\\@?#]*) end $usage "--server: must be a URL without user, password, query or fragment" ;;
  https://?*) ;;
  http://localhost | http://localhost[:/]* | http://127.0.0.1 | http://127.0.0.1[:/]* | 'http://[::1]' | 'http://[::1]'[:/]*)
    # Plain http that stays here: a proxy would take it elsewhere.
    protocols='=http' noproxy='*'
    ;;
  http://?*)
    [ -n "$insecure_http" ] || end $usage "--server: must be an https URL, or an http one whose host is localhost,\
 127.0.0.1 or [::1]; --insecure-http lets keys travel in the clear"
    protocols='=http'
    ;;
  *) end $usage "--server: must be an https URL, such as https://registration.example.com" ;;
esac
# No file's name is taken for an option.
case $device_key_file in -*) device_key_file=./$device_key_file ;; esac
case $key_file in -?*) key_file=./$key_file ;; esac
while [ "${server%/}" != "$server" ]; do server=${server%/}; done
command -v curl >/dev/null || end $file_trouble "there is no curl here"

body="{\"name\":$(json "$name")"
[ -z "$location" ] || body="$body,\"location\":$(json "$location")"
[ -z "$type" ] || body="$body,\"type\":$(json "$type")"
[ -z "$attributes" ] || body="$body,\"attributes\":{$attributes}"
body="$body}"

# --- files -----------------------------------------------------------------------------------------------------------------

attempt_file=$device_key_file.attempt
draft=$device_key_file.new
case $device_key_file in
  */*) folder=${device_key_file%/*}/ ;;
  *) folder=./ ;;
esac

# Has the disk keep these. Older systems' sync takes no names, and keeps everything.
keep() {
  sync "$@" 2>/dev/null || sync
}

is_key() {
  case $2 in
    "$1"_*[!a-z2-7]*) return 1 ;;
    "$1"_*) [ ${#2} -eq 89 ] ;;
    *) return 1 ;;
  esac
}

# The stored device key, in device_key; fails if there is none.
read_device_key() {
  [ -e "$device_key_file" ] || [ -h "$device_key_file" ] || return 1
  device_key=$(head -n 1 "$device_key_file" 2>/dev/null) \
    || end $file_trouble "the device key file $device_key_file can't be read"
  is_key dvc "$device_key" || end $file_trouble "the device key file $device_key_file holds something else than a device\
 key, and is left alone: name another file, or remove it"
}

cannot_write() {
  end $file_trouble "$1 can't be written: mend that, and run this again to go on"
}

write_device_key() {
  # What a run left that was killed.
  rm -f "$draft" || cannot_write "$draft"
  (set -C && printf '%s\n' "$1" >"$draft") 2>/dev/null || cannot_write "$draft"
  keep "$draft" || cannot_write "$draft"
  if [ -z "$in_place" ] && { [ -e "$device_key_file" ] || [ -h "$device_key_file" ]; }; then
    rm -f "$draft"
    end $file_trouble "the device key file $device_key_file was made by somebody else meanwhile, and is left alone"
  fi
  mv -f "$draft" "$device_key_file" || cannot_write "the device key file $device_key_file"
  keep "$folder" || cannot_write "the device key file $device_key_file"
}

read_provisioning_key() {
  if [ "$key_file" = - ]; then
    IFS= read -r provisioning_key || [ -n "$provisioning_key" ] || provisioning_key=''
  else
    provisioning_key=$(head -n 1 "$key_file" 2>/dev/null) \
      || end $file_trouble "the provisioning key can't be read from $key_file"
  fi
  provisioning_key=$(printf '%s\n' "$provisioning_key" | sed 's/^[[:space:]]*//; s/[[:space:]]*$//')
  is_key pvk "$provisioning_key" || end $key_refused "what $key_file holds is no provisioning key, or an incomplete one"
}

in_use() {
  end $file_trouble "the file $attempt_file is in use: another registration is under way here"
}

# The idempotency key of the registration that is under way, if one is; nobody else's meanwhile.
open_attempt() {
  for _ in 1 2 3; do
    (: >>"$attempt_file") 2>/dev/null \
      || end $file_trouble "the file $attempt_file can't be made: make its folder writable for this user, or name another one"
    exec 9<"$attempt_file"
    if command -v flock >/dev/null; then
      flock -n 9 || in_use
    fi
    # Without its line's end it was never whole, and so in no request.
    IFS= read -r idempotency_key <&9 || idempotency_key=''
    # A file that is over has lost its name since, unless the run that ended it was killed just then.
    [ "$idempotency_key" = over ] || break
  done
  if [ ${#idempotency_key} -ge 16 ]; then resumed=yes; fi
}

begin_attempt() {
  if [ -n "$resumed" ]; then return 0; fi
  idempotency_key=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  [ ${#idempotency_key} -eq 32 ] || end $file_trouble "/dev/urandom gives no random bytes"
  printf '%s\n' "$idempotency_key" >"$attempt_file" || cannot_write "$attempt_file"
  keep "$attempt_file" "$folder" || cannot_write "$attempt_file"
}

end_attempt() {
  echo over >"$attempt_file" || cannot_write "$attempt_file"
  rm -f "$attempt_file" || cannot_write "$attempt_file"
  keep "$folder" || cannot_write "$folder"
}

# --- requests --------------------------------------------------------------------------------------------------------------

spent=0 pause=1 status='' reason='' retry_after='' answer=''

# Rests before the next request: longer each time, and by chance a little less, so that a thousand machines that lost their
# server don't come back at once. Time is counted rather than read from a clock, which a machine sets while it starts.
rest() {
  chance=$(od -An -N2 -tu2 /dev/urandom | tr -d ' \n')
  time=$((pause - chance % (pause / 2 + 1)))
  pause=$((pause * 2 > longest_pause ? longest_pause : pause * 2))
  case $retry_after in
    '' | *[!0-9]*) ;;
    *) if [ "$retry_after" -gt "$time" ]; then time=$((retry_after + chance % 2)); fi ;;
  esac
  [ $((spent + time)) -lt "$timeout" ] || end $not_reached "not registered within $timeout s: $reason; run it again to go\
 on with the same registration"
  say "$reason; trying again in $time s"
  sleep "$time" 9<&-
  spent=$((spent + time))
}

# Sends a request once, with the lines of curl's configuration in headers. The answer's body is in answer, and its status in
# status: 000 if there was no whole answer.
send() {
  limit=$((timeout - spent < request_timeout ? timeout - spent : request_timeout))
  if [ "$limit" -lt 1 ]; then limit=1; fi
  answer=$(
    {
      printf '%s\n' "$headers" | curl -q -sS -i --config - --proto "$protocols" --noproxy "$noproxy" --globoff \
        --connect-timeout 10 --max-time "$limit" --suppress-connect-headers --write-out '\n%{http_code} %{time_total}' \
        "$@" 2>/dev/null && code=0 || code=$?
      printf ' %s' "$code"
    } 9<&- | head -c $((max_answer + 100)) | tr -d '\r\000'
  )
  # The last line is curl's own, if the answer was not cut off.
  last=$(printf '%s\n' "$answer" | sed -n '$s/^\([0-9]\{3\}\) \([0-9]\{1,6\}\)[.,][0-9]* \([0-9]\{1,3\}\)$/\1 \2 \3/p')
  # shellcheck disable=SC2086 # three words
  set -- ${last:-000 0 23}
  status=$1 curl_status=$3
  spent=$((spent + $2 + 1))
  retry_after=$(printf '%s\n' "$answer" | sed -n '/^$/q; s/^[Rr]etry-[Aa]fter: *\([0-9]\{1,9\}\) *$/\1/p')
  answer=$(printf '%s\n' "$answer" | sed '1,/^$/d; $d' | tr '\n' ' ')
  case $curl_status in
    0) reason="the server answers $status" ;;
    6) reason="the server's name is unknown" ;;
    7) reason="the server can't be reached" ;;
    28) reason="no whole answer in time" ;;
    35 | 51 | 53 | 54 | 58 | 59 | 60 | 66 | 77 | 80 | 83 | 90 | 91)
      reason="no trust in the server's certificate, or no TLS there"
      ;;
    *) reason="the connection was lost" ;;
  esac
  if [ "$curl_status" != 0 ]; then status=000; fi
}

# A text among the members of the answer, where it first stands. What is within texts is escaped, and so never matches.
member() {
  printf '%s\n' "$answer" | sed -n "s/\"$1\" *: *\"\\([^\"\\\\]*\\)\"/\\
\\1\\
/p" | sed -n 2p
}

# What the server says is wrong.
detail() {
  printf '%s: %s' "$(member title)" "$(member detail)" | tr -d '[:cntrl:]' | head -c 300
}

# Whether another try may have a better answer; with why the last one has none in reason.
is_passing() {
  case $status in
    000) ;;
    408 | 425 | 429 | 5??) [ -z "$(member code)" ] || reason=$(detail) ;;
    2??) reason="the answer was not whole" ;;
    *) return 1 ;;
  esac
}

# A refusal for good.
refuse() {
  case $(member code) in
    '')
      end $refused "the server answers $status, not as a registration service does, and redirects are not followed: give\
 its own address with --server"
      ;;
    missing-credentials | invalid-provisioning-key | provisioning-key-*) end $key_refused "$(detail)" ;;
    device-name-taken)
      end $already_registered "$(detail) If it is this device, have the administrator open its reregistration, and run\
 this again."
      ;;
    already-registered)
      end $already_registered "$(detail) If it is lost, have the administrator open the device's reregistration, and run\
 this again."
      ;;
    idempotency-key-reused)
      end $already_registered "$(detail) A registration from here was begun with other arguments: repeat it with those, or\
 remove the file that ends in .attempt to begin anew."
      ;;
    device-disabled)
      end $device_key_refused "$(detail) Its key is stored; have the administrator enable the device, and run this again."
      ;;
    *) end $refused "$(detail)" ;;
  esac
}

# Whether the server knows device_key; if so, it says in success whose it is.
is_accepted() {
  while :; do
    headers="header = \"X-Device-Key: $device_key\""
    send "$server/api/v1/devices/self"
    if [ "$status" = 200 ]; then
      device_id=$(member device_id)
      tenant_id=$(member tenant_id)
      if [ -n "$device_id" ] && [ -n "$tenant_id" ]; then
        success="{\"device_id\":\"$device_id\",\"tenant_id\":\"$tenant_id\"}"
        return 0
      fi
    fi
    if is_passing; then
      rest
    elif [ "$(member code)" = invalid-device-key ]; then
      return 1
    else
      refuse
    fi
  done
}

# Registers, or repeats that, until the answer is whole; then its key is in device_key.
register() {
  while :; do
    headers="header = \"X-Provisioning-Key: $provisioning_key\"
header = \"Idempotency-Key: $idempotency_key\"
header = \"Content-Type: application/json\""
    send --data-raw "$body" "$server/api/v1/devices/register"
    if [ "$status" = 201 ]; then
      device_key=$(member device_key)
      if is_key dvc "$device_key"; then return 0; fi
    fi
    if is_passing; then rest; else refuse; fi
  done
}

# Ends well if there is a device key that works, and badly if there is one that doesn't and may not be replaced.
try_stored_key() {
  in_place=''
  read_device_key || return 0
  in_place=yes
  if is_accepted; then
    [ "$1" = read ] || end_attempt
    printf '%s\n' "$success"
    exit 0
  fi
  [ -n "$replace$resumed" ] || end $device_key_refused "the server refuses the device key in $device_key_file: it was\
 replaced, or its device is deleted; to register anew, have the administrator open the device's reregistration if it is\
 there, and run this with --replace"
}

# --- the order of events ---------------------------------------------------------------------------------------------------

resumed='' provisioning_key=''
# Where nothing is under way nothing is written, either: what is registered may be on a disk that can't be.
if [ ! -e "$attempt_file" ]; then
  try_stored_key read
  read_provisioning_key
fi
open_attempt
try_stored_key write
if [ -z "$provisioning_key" ]; then read_provisioning_key; fi
begin_attempt
while :; do
  register
  write_device_key "$device_key"
  if is_accepted; then break; fi
  reason="another request of this registration was late, and got the device another key"
  retry_after=''
  rest
  in_place=yes
done
end_attempt
printf '%s\n' "$success"
