import { ADAPTION } from "../adaptive-limits.js";
import { TURNS_FOR_ONE_IMPATIENT } from "../waiting-line.js";
import { REGISTRY } from "./registry-script.js";

/** A replica that has asked in vain counts as waiting for so long, milliseconds; it asks again sooner. */
const WAITING_MS = 2_500;

/** A bucket that nobody uses is kept for so long beyond the time to fill it, milliseconds: it is full then. */
const KEPT_MS = 10 * 60_000;

/**
 * The bucket as it is now, filled since the last exchange. Silent replicas spend their share by themselves, so the others'
 * rate and burst are smaller by it, and what they have reserved is theirs: it counts as spent. A bucket that is gone is
 * full, unless it may have been lost: then it was empty when the memory began.
 */
const FILLED = `
local keptBucket = redis.call('GET', KEYS[2])
local bucket
if keptBucket then
  bucket = cjson.decode(keptBucket)
else
  local evicted = evictions()
  if evicted ~= registry.evicted then registry.evicted, registry.knownFrom = evicted, now end
  bucket = { level = 0, at = registry.knownFrom, rate = ask.rate, resumes = 0,
    refusals = 0, lesson = 0, turns = 0, served = 0, replicas = {} }
end
bucket.resumes = math.min(bucket.resumes, now + ${ADAPTION.maxRetryAfterMs})
bucket.at = math.min(bucket.at, math.max(now, bucket.resumes))

local function limits()
  local recovered = math.max(0, now - bucket.resumes) / ${ADAPTION.fullRecoveryMs} * ask.rate
  local rate = math.min(ask.rate, bucket.rate + recovered)
  return rate, math.max(1, math.floor(ask.burst * rate / ask.rate))
end

local rate, burst = limits()
local function most() return math.max(1, burst * part) end

local level, reserved = bucket.level, ask.underWay
for id, entry in pairs(bucket.replicas) do
  if isSilent[id] or not registry.replicas[id] or (id == ask.me and entry.account ~= ask.account) then
    level = level - entry.reserved
    bucket.replicas[id] = nil
  elseif id ~= ask.me then
    reserved = reserved + entry.reserved
  end
end
level = math.min(most(), level + math.max(0, now - bucket.at) / 1000 * rate * part)
`;

/**
 * The replica's account, put in. A token is taken out when its request is over, the latest time at which Lever may take
 * its own; until then it is only reserved. A replica that was silent says what is under way still, and brings as much.
 */
const ACCOUNTED = `
local mine = bucket.replicas[ask.me]
if mine and mine.serial >= ask.serial then return false end
if mine then level = level - (ask.spent - mine.spent) else level = level + ask.underWay end

if ask.refused then
  if ask.refused.lesson >= bucket.lesson then
    bucket.rate = math.min(ask.rate, math.max(${ADAPTION.minRequestsPerSecond}, rate / 2))
    bucket.lesson = bucket.lesson + 1
    bucket.refusals = bucket.refusals + 1
    local pause = math.min(${ADAPTION.maxPauseMs}, ${ADAPTION.firstPauseMs} * 2 ^ (bucket.refusals - 1))
    bucket.resumes = now + pause * (1 + ask.jitter * ${ADAPTION.jitter})
  end
  if ask.refused.retryAfterMs then
    bucket.resumes = now + math.min(ask.refused.retryAfterMs, ${ADAPTION.maxRetryAfterMs})
  end
  rate, burst = limits()
  level = math.min(level, reserved, most())
elseif ask.answeredLesson == bucket.lesson then
  bucket.refusals = 0
end
`;

/**
 * Who gets what. Any token goes to the foreground; the background's leave half of the burst, so that one replica's
 * background never goes before another's foreground, but for one turn in so many. Where there is not enough for all who
 * wait, replicas take turns: whoever was served longest ago goes first, and what is left to somebody stays in the bucket.
 */
const GIVEN = `
local isPaused = now < bucket.resumes
local servedAt = mine and mine.served or 0
local function queueOf(kind)
  local others, before, counts = 0, 0, {}
  for id, entry in pairs(bucket.replicas) do
    if id ~= ask.me and entry[kind] > 0 and now - entry.asked < ${WAITING_MS} then
      others = others + 1
      counts[others] = entry[kind]
      if entry.served < servedAt or (entry.served == servedAt and id < ask.me) then before = before + 1 end
    end
  end
  return others, before, counts
end
local function given(wanted, whole, others, before)
  if isPaused or wanted == 0 or whole <= before then return 0 end
  return math.min(wanted, math.max(1, math.floor(whole / (others + 1))))
end

local tolerance = 0.000001
local free = level - reserved
local others, before, elsewhere = queueOf('foreground')
local isTurnOfOverdue = ask.isOverdue and ask.foreground == 0 and bucket.turns >= ${TURNS_FOR_ONE_IMPATIENT - 1}
local foreground = given(isTurnOfOverdue and 1 or ask.foreground, math.floor(free + tolerance), others, before)
free = free - foreground
bucket.turns = (isTurnOfOverdue and foreground > 0) and 0 or bucket.turns + foreground

local room = math.max(1, most() / 2)
local othersBehind, beforeBehind = queueOf('background')
local background = given(ask.background, math.floor(free - room + 1 + tolerance), othersBehind, beforeBehind)
free = free - background
bucket.turns = bucket.turns + background

if foreground + background > 0 then
  bucket.served = bucket.served + 1
  servedAt, before, beforeBehind = bucket.served, others, othersBehind
end

local unserved = math.max(0, ask.foreground - foreground)
local unservedBehind = math.max(0, ask.background - background - (isTurnOfOverdue and foreground or 0))
local missing = math.max(0, (unserved > 0 and before + 1 or room + beforeBehind) - free)
local wait = 0
if unserved + unservedBehind > 0 then
  local flow = rate * part
  wait = math.max(0, bucket.resumes - now) + (flow > 0 and math.min(3600, missing / flow) or 3600) * 1000
end
`;

const KEPT = `
bucket.level, bucket.at = level, math.max(now, bucket.resumes)
bucket.replicas[ask.me] = {
  reserved = ask.underWay + foreground + background, spent = ask.spent, account = ask.account, serial = ask.serial,
  asked = now, foreground = unserved, background = unservedBehind, served = servedAt
}
keepRegistry()
local kept = ${KEPT_MS} + math.ceil(ask.burst / ask.rate * 2000)
redis.call('SET', KEYS[2], cjson.encode(bucket), 'PX', kept)
if isTurnOfOverdue then foreground, background = 0, background + foreground end
return cjson.encode({
  foreground = foreground, background = background, available = free, rate = rate, burst = burst,
  resumesInMs = math.max(0, bucket.resumes - now), lesson = bucket.lesson, waitMs = wait, elsewhere = elsewhere,
  part = part > 0 and part or 1 / replicas, replicas = replicas, share = share
})
`;

/** One exchange between a replica and a bucket, the second of the script's keys. False: it came too late. */
export const EXCHANGE = `${REGISTRY}${FILLED}${ACCOUNTED}${GIVEN}${KEPT}`;
