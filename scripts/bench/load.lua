-- What wrk sends (BENCH_COOKIE, BENCH_BODY: a form, then it is a POST) and how it reports: one line of JSON.
-- BENCH_PAUSE: each connection waits between two requests, so many milliseconds on average.

local cookie, body = os.getenv("BENCH_COOKIE"), os.getenv("BENCH_BODY")
local pause = tonumber(os.getenv("BENCH_PAUSE") or "")
local stamp, sent = tostring(os.time()), 0

function init()
  wrk.headers["Accept"] = "text/html"
  wrk.headers["Accept-Encoding"] = "identity"
  if cookie and cookie ~= "" then wrk.headers["Cookie"] = cookie end
  if body and body ~= "" then
    wrk.method = "POST"
    wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
    wrk.headers["Origin"] = wrk.scheme .. "://" .. wrk.host .. ":" .. wrk.port
    wrk.headers["Sec-Fetch-Site"] = "same-origin"
  end
end

-- wrk waits where this is defined.
if pause then
  function delay() return math.random(0, 2 * pause) end
end

-- Every form that is sent is a new one: UNIQUE becomes the end of a UUID, CHOICE alternates.
function request()
  if wrk.method ~= "POST" then return wrk.format() end
  sent = sent + 1
  local unique = string.format("%s%06x", string.format("%06x", tonumber(stamp) % 0xffffff), sent)
  local form = body:gsub("UNIQUE", unique):gsub("CHOICE", sent % 2 == 0 and "yes" or "maybe")
  return wrk.format(nil, nil, nil, form)
end

function done(summary, latency)
  local e = summary.errors
  print(string.format(
    'RESULT {"requests":%d,"duration_us":%d,"p50_us":%.1f,"p99_us":%.1f,"bad_status":%d,"broken":%d}',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    e.status, e.connect + e.read + e.write + e.timeout))
end
