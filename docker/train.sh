#!/bin/sh
# Makes the AOT cache of the image: the program runs as it will there, serves a few requests, and ends; the JVM writes down what it has loaded and linked.
#
#   train.sh <directory of the built program> <directory of the image's program>
#
# The second lacks embedded PostgreSQL, so the first lends it its own.
set -eu
built=$(cd "$1" && pwd)
image=$(cd "$2" && pwd)
work=$(mktemp -d)
trainee=
cd "$work"

await() {
    for _ in $(seq 600); do
        if curl -fs -o answer.json "http://127.0.0.1:$1/health/ready"; then return; fi
        sleep 0.1
    done
    cat ./*.log
    exit 1
}

post() {
    curl -fsS -H 'Content-Type: application/json' -d "$2" "http://127.0.0.1:47180$1" | sed 's/^{"id":"\([^"]*\)".*/\1/'
}

SERVER_PORT=47080 INTERNAL_PORT=47081 MANAGEMENT_PORT=47082 java -jar "$built/martlet.jar" >lender.log 2>&1 &
lender=$!
trap 'kill $lender $trainee 2>/dev/null || true' EXIT
await 47082

cd "$image"
SERVER_PORT=47180 INTERNAL_PORT=47181 MANAGEMENT_PORT=47182 \
    DB_URL="jdbc:postgresql://127.0.0.1:$(cat "$work/.martlet/postgres/port")/martlet" \
    DB_USERNAME=martlet DB_PASSWORD="$(cat "$work/.martlet/postgres/password")" \
    java @java.options -XX:AOTCacheOutput=martlet.aot -jar martlet.jar >"$work/trainee.log" 2>&1 &
trainee=$!
cd "$work"
await 47182

for n in 1 2 3; do
    customer=$(post /customers "{\"email\": \"$n@example.org\", \"name\": \"Ada\", \"creditLimit\": {\"amount\": 100000, \"currency\": \"EUR\"}}")
    product=$(post /products '{"name": "Tea", "price": {"amount": 499, "currency": "EUR"}, "stock": 10}')
    items="[{\"productId\": \"$product\", \"quantity\": 1}]"
    order=$(post /orders "{\"customerId\": \"$customer\", \"items\": $items, \"payment\": {\"method\": \"CARD\", \"token\": \"tok_visa\"}}")
    post /orders "{\"customerId\": \"$customer\", \"items\": $items, \"payment\": {\"method\": \"CREDIT\"}}" >answer.json
    post "/orders/$order/cancel" '' >answer.json
    for path in "/customers/$customer" "/products/$product" "/orders/$order" /customers /products /orders "/payments?orderId=$order" \
            "/notifications?customerId=$customer" "/loyalty/$customer" /openapi; do
        curl -fsS -o answer.json "http://127.0.0.1:47180$path"
    done
done
curl -fsS -o answer.json http://127.0.0.1:47182/metrics

# The JVM writes the cache when it ends.
kill "$trainee"
wait "$trainee" || true
kill "$lender"
wait "$lender" || true
cat trainee.log
test -s "$image/martlet.aot"
rm -rf "$work"
