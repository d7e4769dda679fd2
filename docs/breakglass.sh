#!/bin/sh
# For any pipeline with a shell, curl and jq. Needs BREAKGLASS_URL and BREAKGLASS_TOKEN in the environment.
#
#   breakglass.sh gate payments "$COMMIT"                          exits 0 when it may go out, else 1 with the reason
#   breakglass.sh report payments "$COMMIT" production succeeded   says that it went out (or failed, or rolled-back)
#
# Whatever keeps the answer from being known is a no.
set -eu

fail() {
  echo "$*" >&2
  exit 1
}

[ -n "${BREAKGLASS_URL:-}" ] || fail 'Not allowed: BREAKGLASS_URL is not set.'
[ -n "${BREAKGLASS_TOKEN:-}" ] || fail 'Not allowed: BREAKGLASS_TOKEN is not set.'

# The token goes through the standard input: arguments can be read by everybody on the machine.
call() {
  printf 'Authorization: Bearer %s\n' "$BREAKGLASS_TOKEN" |
    curl --silent --show-error --max-time 15 --header @- --write-out '\n%{http_code}' "$@"
}

gate() {
  answer=$(call --get --data-urlencode "system=$1" ${2:+--data-urlencode "commit=$2"} "$BREAKGLASS_URL/v1/gate") ||
    fail 'Not allowed: Breakglass could not be asked.'
  status=$(printf '%s\n' "$answer" | tail -n 1)
  words=$(printf '%s\n' "$answer" | sed '$d' | jq -r '.reason // .detail // "that is no answer"') || words=$status
  [ "$status" = 200 ] || fail "Not allowed: $words"
  echo "Allowed: $words"
}

report() {
  now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  body=$(jq -nc --arg system "$1" --arg commit "$2" --arg environment "$3" --arg outcome "$4" --arg at "$now" \
    --arg url "${BUILD_URL:-}" --arg who "${DEPLOYER:-}" \
    '{system: $system, commit: $commit, environment: $environment, outcome: $outcome, deployedAt: $at}
     + (if $url == "" then {} else {url: $url} end) + (if $who == "" then {} else {deployer: $who} end)')
  # Tried again as it is: under one key it is one deployment. A time that differs would make it another.
  answer=$(call --retry 5 --retry-all-errors --header 'Content-Type: application/json' \
    --header "Idempotency-Key: ${BUILD_ID:-$1-$2-$3-$4-$now}" --data "$body" "$BREAKGLASS_URL/v1/deployments") ||
    fail 'The deployment could not be reported.'
  status=$(printf '%s\n' "$answer" | tail -n 1)
  printf '%s\n' "$answer" | sed '$d' | jq -r '.words // (.detail + " " + .fix)'
  [ "$status" = 200 ] || [ "$status" = 201 ] || exit 1
}

case "${1:-}" in
  gate) gate "${2:?say which system}" "${3:-}" ;;
  report) report "${2:?say which system}" "${3:?say which commit}" "${4:-production}" "${5:-succeeded}" ;;
  *) fail 'breakglass.sh gate SYSTEM [COMMIT], or report SYSTEM COMMIT [ENVIRONMENT] [OUTCOME]' ;;
esac
