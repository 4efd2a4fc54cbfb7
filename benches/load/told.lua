-- Says in the end how long answers took, in milliseconds, how many were asked, and how many failed.
return function(summary, latency)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  print(string.format("asked %.2f %.2f %.2f %d %d", latency:percentile(95) / 1000, latency:percentile(50) / 1000, latency.max / 1000,
    summary.requests, failed))
end
