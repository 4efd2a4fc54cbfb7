-- Asks for pages as somebody who is signed in: arguments are his cookie, what his forms bring back, and the path, in which {page} is
-- another page each time.
local cookie, path
local page = 0

function init(arguments)
  cookie, path = arguments[1], arguments[3]
end

function request()
  page = page % 200 + 1
  return wrk.format("GET", (path:gsub("{page}", page)), { ["Cookie"] = cookie })
end

done = dofile("told.lua")
