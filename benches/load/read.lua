-- Asks for pages as somebody who is signed in: arguments are his cookie, what his forms bring back, and the path, in which {page} is
-- another page each time. Says in the end how long answers took, in milliseconds.
local cookie, path
local page = 0

function init(arguments)
  cookie, path = arguments[1], arguments[3]
end

function request()
  page = page % 200 + 1
  return wrk.format("GET", (path:gsub("{page}", page)), { ["Cookie"] = cookie })
end

function done(summary, latency)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  print(string.format("asked %.2f %.2f %.2f %d %d", latency:percentile(95) / 1000, latency:percentile(50) / 1000, latency.max / 1000,
    summary.requests, failed))
end
