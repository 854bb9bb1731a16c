-- wrk -t1 -c32 -d15s -s load.lua http://127.0.0.1:8080 -- IDS_DIRECTORY orders|hot|reads|lists|mix
-- Prints one line: RESULT and, as JSON, the number of responses by status, errors by kind, and percentiles of the response time.
local threads = {}
local customers, products, seed, host, make
local count = 0
statuses = {}

local function ids(directory, name)
  local list = {}
  for line in assert(io.open(directory .. "/" .. name .. ".txt")):lines() do list[#list + 1] = line end
  assert(#list > 0, name .. ".txt is empty")
  return list
end

-- 16 random hex digits for idempotency keys; also the seed of math.random
local function random_seed()
  local bytes = assert(io.open("/dev/urandom", "rb")):read(8)
  local number = 0
  for i = 1, 6 do number = number * 256 + bytes:byte(i) end
  math.randomseed(number)
  return (bytes:gsub(".", function(c) return string.format("%02x", c:byte()) end))
end

local function get(path)
  return "GET " .. path .. " HTTP/1.1\r\nHost: " .. host .. "\r\n\r\n"
end

local function order(items)
  local body = string.format('{"customerId":"%s","items":[%s],"payment":{"method":"CARD","token":"tok_visa"}}', customers[math.random(#customers)], items)
  return string.format(
    "POST /orders HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nIdempotency-Key: %s-%d\r\nContent-Length: %d\r\n\r\n%s",
    host, seed, count, #body, body)
end

local function item(product)
  return string.format('{"productId":"%s","quantity":1}', product)
end

local works = {}

function works.orders()
  local first = math.random(#products)
  local second = (first + math.random(#products - 1) - 1) % #products + 1
  return order(item(products[first]) .. "," .. item(products[second]))
end

function works.hot()
  return order(item(products[1]))
end

function works.reads()
  return get("/products/" .. products[math.random(#products)])
end

function works.lists()
  if count % 2 == 0 then return get("/orders?customerId=" .. customers[math.random(#customers)]) end
  return get("/products?limit=50")
end

function works.mix()
  local tenth = count % 10
  if tenth == 0 then return works.orders() end
  if tenth < 3 then return works.lists() end
  return works.reads()
end

function setup(thread)
  threads[#threads + 1] = thread
end

function init(args)
  customers = ids(args[1], "customers")
  products = ids(args[1], "products")
  make = assert(works[args[2]], "unknown work")
  seed = random_seed()
  host = wrk.headers["Host"]
end

function request()
  count = count + 1
  return make()
end

function response(status)
  statuses[status] = (statuses[status] or 0) + 1
end

function done(summary, latency)
  local sum, parts = {}, {}
  for _, thread in ipairs(threads) do
    for status, number in pairs(thread:get("statuses")) do sum[status] = (sum[status] or 0) + number end
  end
  for status, number in pairs(sum) do parts[#parts + 1] = string.format('"%s": %d', status, number) end
  local e = summary.errors
  io.write(string.format(
    'RESULT {"seconds": %.6f, "p50_ms": %.3f, "p99_ms": %.3f, "statuses": {%s}, "errors": {"connect": %d, "read": %d, "write": %d, "timeout": %d}}\n',
    summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000, table.concat(parts, ", "),
    e.connect, e.read, e.write, e.timeout))
end
