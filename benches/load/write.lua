-- Saves rows through the interface for programs, each thread one row again and again, with the state that it saw last: arguments are
-- the cookie, what forms bring back, the register, and how many rows it has.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

local path, tag, headers
-- What the row holds, and what was sent over it: to save what stands there is refused.
local held, sent

function init(arguments)
  headers = { ["Cookie"] = arguments[1], ["X-CSRF-Token"] = arguments[2] }
  headers["Content-Type"] = "application/x-www-form-urlencoded"
  path = "/api/v1/registers/" .. arguments[3] .. "/rows/LOAD-" .. (number * 97 % tonumber(arguments[4]))
end

function request()
  if not tag then
    return wrk.format("GET", path, headers)
  end
  headers["If-Match"] = tag
  sent = held == "3" and "7" or "3"
  return wrk.format("POST", path, headers, "reason=load&f.promised=" .. sent)
end

function response(status, answered, body)
  tag = answered["etag"] or answered["ETag"]
  held = body:match('"promised":"(%d+)"') or sent
end

done = dofile("told.lua")
