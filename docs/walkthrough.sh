#!/bin/sh
# The README's walk-through, checked at each step: docs/walkthrough.sh [address of the REST API]
# With security.mode: jwt, TOKEN is an access token of staff.
# To look at the same things again, after a kill -9 and a new start for example: docs/walkthrough.sh address customer product order
set -eu

shop=${1:-http://127.0.0.1:8080}
curl() { command curl ${TOKEN:+-H "Authorization: Bearer $TOKEN"} "$@"; }
get() { answer=$(curl -sS -w ' %{http_code}' "$shop$1"); echo "$answer"; }
post() { answer=$(curl -sS -w ' %{http_code}' "$shop$1" -H 'Content-Type: application/json' -d "$2"); id=$(echo "$answer" | sed 's/^{"id":"\([^"]*\).*/\1/'); echo "$answer"; }
order() { post /orders '{"customerId":"'$ada'","items":[{"productId":"'$tea'","quantity":'$1'}],"payment":'"$2"'}'; }

# expect status text command…: the answer must have this status and contain this text; asked again for up to 10 s, if the command is a get.
expect() {
  status=$1 text=$2 tries=50
  shift 2
  printf '\n$ %s\n' "$*"
  "$@"
  while ! matches && [ "$1" = get ] && [ $((tries -= 1)) -gt 0 ]; do
    sleep 0.2
    "$@" >/dev/null
  done
  matches || { printf 'FAILED: expected %s and %s, but the answer is\n%s\n' "$status" "$text" "$answer" >&2; exit 1; }
}

matches() {
  case $answer in *"$text"*" $status") true ;; *) false ;; esac
}

adds_up() {
  expect 200 '"stock":{"available":4,"reserved":0}' get "/products/$tea"
  expect 200 '"status":"REFUNDED"' get "/payments?orderId=$card"
  expect 200 '"reserved":{"amount":1999,"currency":"EUR"},"available":{"amount":3001,"currency":"EUR"}' get "/customers/$ada/credit"
  expect 200 '"type":"ORDER_CANCELLED"' get "/notifications?customerId=$ada"
  expect 200 '"points":19,' get "/loyalty/$ada"
}

if [ $# -eq 4 ]; then
  ada=$2 tea=$3 card=$4
  adds_up
  printf '\nEverything is still there.\n'
  exit
fi

expect 201 '"active":true' post /customers '{"email":"ada.'$$.$(date +%s)'@example.com","name":"Ada","creditLimit":{"amount":5000,"currency":"EUR"}}'; ada=$id
expect 201 '"stock":{"available":5,"reserved":0}' post /products '{"name":"Tea","price":{"amount":1999,"currency":"EUR"},"stock":5}'; tea=$id

expect 201 '"status":"CONFIRMED"' order 2 '{"method":"CARD","token":"tok_visa"}'; card=$id
expect 201 '"status":"CONFIRMED"' order 1 '{"method":"CREDIT"}'
expect 402 '"code":"payment-declined"' order 1 '{"method":"CARD","token":"tok_declined"}'
expect 409 '"code":"insufficient-stock"' order 9 '{"method":"CARD","token":"tok_visa"}'
expect 200 '"status":"CANCELLED"' post "/orders/$card/cancel" ''

adds_up
printf '\nEverything adds up. To look again: %s %s %s %s %s\n' "$0" "$shop" "$ada" "$tea" "$card"
