#!/usr/bin/env python3
"""Writes the sample's 24 monthly snapshots, data/snapshots/2024-11.yaml to 2026-10.yaml.

    python3 data/make_snapshots.py

The company is invented, and so is every figure. September and October 2026 are the months of the
worked example and are kept to the yen; the months before them are drawn from the plan below, backwards
from the opening of September, so that every bridge closes. No clock and no randomness: the same script
writes the same bytes.
"""

from pathlib import Path

OUT = Path(__file__).parent / "snapshots"
SEGMENTS = ["tier1", "tier2", "tier3"]
ROLES = ["support", "customer_sales", "customer_marketing", "ops", "enablement", "lead", "editor", "planning"]
REASONS = ["onboarding_stalled", "low_usage", "competitor", "company_event"]
# All money is a multiple of this many yen: five seats for a year.
UNIT = 60_000
SEAT = 12_000

# month, NRR and GRR aimed at (in 0.01 %), extension and new ARR (in 10,000 yen).
PLAN = [
    ("2024-11", 9880, 9760, 0, 330),
    ("2024-12", 9960, 9770, 120, 420),
    ("2025-01", 9792, 9700, 0, 270),
    ("2025-02", 9870, 9740, 60, 360),
    ("2025-03", 10040, 9780, 180, 660),
    ("2025-04", 9840, 9720, 0, 300),
    ("2025-05", 9890, 9750, 0, 360),
    ("2025-06", 9930, 9760, 60, 420),
    ("2025-07", 9870, 9730, 0, 390),
    ("2025-08", 9820, 9710, 0, 330),
    ("2025-09", 9920, 9760, 120, 480),
    ("2025-10", 9856, 9772, 0, 420),
    ("2025-11", 9910, 9790, 96, 390),
    ("2025-12", 10020, 9820, 150, 270),
    ("2026-01", 9810, 9720, 0, 240),
    ("2026-02", 9895, 9760, 96, 330),
    ("2026-03", 10030, 9780, 240, 540),
    ("2026-04", 9855, 9730, 60, 300),
    ("2026-05", 9910, 9760, 0, 300),
    ("2026-06", 9950, 9790, 0, 330),
    ("2026-07", 10020, 9820, 96, 360),
    ("2026-08", 9920, 9770, 48, 312),
]
# Months in which an enterprise customer signed or left, in yen.
BIG_NEW = {"2025-03": 3_600_000, "2025-06": 1_800_000, "2025-09": 2_400_000, "2026-03": 3_000_000}
BIG_CHURN = {"2025-01": 1_800_000, "2025-08": 1_500_000, "2026-04": 1_200_000}
# Customers who grew out of a segment: month → (from, to, yen).
TRANSFERS = {"2025-05": (2, 1, 600_000), "2025-12": (1, 0, 1_800_000), "2026-06": (2, 1, 480_000)}
REACTIVATED = {"2025-02": 180_000, "2025-07": 240_000, "2025-11": 180_000, "2026-02": 240_000, "2026-05": 180_000, "2026-08": 240_000}
# What the teams expect to lose in the two months after the last snapshot.
CHURN_AHEAD = [[0, 1_200_000, 840_000], [0, 1_800_000, 1_200_000]]

# The two months of the worked example. Order: tier1, tier2, tier3.
EXAMPLE = {
    "2026-09": {
        "opening_arr": [117_600_000, 82_800_000, 35_640_000], "new_arr": [0, 2_400_000, 1_500_000],
        "upsell": [2_400_000, 1_200_000, 240_000], "extension": [1_200_000, 0, 0], "reactivation": [0, 0, 0],
        "downsell": [1_200_000, 600_000, 180_000], "churned_arr": [0, 1_800_000, 1_200_000],
        "transfer_in": [0, 0, 0], "transfer_out": [0, 0, 0], "closing_arr": [120_000_000, 84_000_000, 36_000_000],
        "reasons": [[0, 0, 0, 0], [600_000, 1_200_000, 0, 0], [360_000, 480_000, 240_000, 120_000]],
        "accounts_opening": [24, 70, 179], "accounts_new": [0, 3, 8], "accounts_reactivated": [0, 0, 0],
        "accounts_churned": [0, 3, 7], "accounts_in": [0, 0, 0], "accounts_out": [0, 0, 0], "accounts": [24, 70, 180],
        "health": [[19, 4, 1, 0], [47, 16, 7, 0], [104, 36, 24, 16]],
        "onboarding": [[0, 0, 0, 1], [0, 0, 0, 2], [0, 0, 1, 6]],
        "handover": (54, 43), "response": "3.6",
        "role": {
            "proposals": [0, 11, 0, 0, 0, 0], "meetings": [10, 41, 0, 0, 0, 3], "opportunities": [0, 6, 1, 0, 0, 0],
        },
    },
    "2026-10": {
        "opening_arr": [120_000_000, 84_000_000, 36_000_000], "new_arr": [6_000_000, 3_600_000, 1_800_000],
        "upsell": [3_600_000, 1_800_000, 300_000], "extension": [2_400_000, 600_000, 0], "reactivation": [0, 0, 240_000],
        "downsell": [1_200_000, 900_000, 180_000], "churned_arr": [0, 1_500_000, 960_000],
        "transfer_in": [1_800_000, 0, 0], "transfer_out": [0, 1_800_000, 0], "closing_arr": [132_600_000, 85_800_000, 37_200_000],
        "reasons": [[0, 0, 0, 0], [0, 900_000, 600_000, 0], [480_000, 240_000, 0, 240_000]],
        "accounts_opening": [24, 70, 180], "accounts_new": [1, 4, 9], "accounts_reactivated": [0, 0, 1],
        "accounts_churned": [0, 2, 5], "accounts_in": [1, 0, 0], "accounts_out": [0, 1, 0], "accounts": [26, 71, 185],
        "health": [[20, 4, 2, 0], [48, 15, 8, 0], [105, 35, 33, 12]],
        "onboarding": [[0, 0, 0, 1], [0, 0, 1, 2], [0, 1, 1, 6]],
        "handover": (78, 66), "response": "3.2",
        "role": {
            "proposals": [0, 14, 0, 0, 0, 1], "meetings": [12, 46, 0, 0, 0, 4], "opportunities": [0, 9, 2, 0, 0, 0],
        },
    },
}

# From this month on, new customers are followed month by month.
COHORTS_FROM = "2025-05"

# What was counted from which month on; before it, a snapshot says why the figure is missing.
ONBOARDING_FROM = "2025-07"
HEALTH_FROM = "2026-04"
HANDOVER_FROM = "2026-04"
CALLS_FROM = "2025-04"
CSAT_FROM = "2025-02"
GUIDES_FROM = "2026-08"
PUBLIC_FROM = "2025-10"

# Health of April to August 2026: (yellow, red, unmeasured) by segment; the rest is green.
HEALTH = {
    "2026-04": [(5, 2, 4), (14, 8, 20), (26, 13, 84)],
    "2026-05": [(5, 2, 2), (15, 9, 14), (30, 15, 66)],
    "2026-06": [(4, 1, 0), (16, 8, 8), (33, 18, 50)],
    "2026-07": [(4, 1, 0), (17, 7, 4), (35, 21, 34)],
    "2026-08": [(4, 1, 0), (16, 7, 2), (37, 22, 22)],
}
HANDOVER = {"2026-04": (50, 34), "2026-05": (52, 37), "2026-06": (48, 35), "2026-07": (55, 41), "2026-08": (57, 44)}
# Median hours to the first answer, November 2024 to August 2026; the last two months are the example's.
RESPONSE = "7.4 7.6 7.2 6.9 7.0 6.5 6.3 6.4 5.9 5.5 5.2 4.8 4.9 4.6 4.7 4.4 4.5 4.2 4.1 3.9 4.0 3.7".split()
# Quarterly survey: promoters, passives, detractors.
NPS = {
    "2025-06": (18, 40, 24), "2025-09": (21, 42, 23), "2025-12": (24, 44, 22),
    "2026-03": (27, 45, 22), "2026-06": (31, 46, 20), "2026-09": (34, 47, 19),
}
# The first four months of webinars are the pilot's, content/pilots/onboarding-webinar-tier3.md.
ATTENDEES = {"2026-04": 17, "2026-05": 24, "2026-06": 28, "2026-07": 32, "2026-08": 37, "2026-09": 44, "2026-10": 51}
# Why a figure is missing, in both languages.
NOT_COUNTED = "{missing: {ja: 引き継ぎの項目を数える前, en: before handover items were counted}}"
NO_SURVEY = "{missing: {ja: 調査を始める前, en: before the survey began}}"
QUARTERLY = "{missing: {ja: 調査は四半期に一度, en: surveyed once a quarter}}"
NO_RECORDS = "{missing: {ja: 記録を始める前, en: before we kept records}}"
NO_WEBINARS = "{missing: {ja: 講座を始める前, en: before the webinars began}}"
NO_SITE = "{missing: {ja: サクセスサイトの公開前, en: before the success site went live}}"
NO_HEALTH = "{missing: {ja: ヘルススコアを計測する前, en: before health was measured}}"
NO_RESULTS = "{missing: {ja: 到達を記録する前, en: before we recorded value points}}"
# Outlook of the quarter that a month lies in: metric → yen. It is written from July 2026 on.
OUTLOOK = {
    "2026-07": ("FY2026-Q2", [("new_arr", 10_800_000), ("upsell", 11_400_000), ("churned_arr", 8_400_000), ("closing_arr", 241_200_000)]),
    "2026-08": ("FY2026-Q2", [("new_arr", 10_500_000), ("upsell", 10_800_000), ("churned_arr", 8_700_000), ("closing_arr", 239_400_000)]),
    "2026-09": ("FY2026-Q2", "actual"),
    "2026-10": ("FY2026-Q3", [
        ("new_arr", 31_200_000), ("upsell", 15_600_000), ("extension", 8_400_000),
        ("downsell", 6_600_000), ("churned_arr", 7_500_000), ("closing_arr", 281_340_000),
    ]),
}
Q2 = ["new_arr", "upsell", "churned_arr", "closing_arr"]

HEAD = {
    "2026-09": """closed: true
restated:                      # 締めた月を直したときに書く。画面に「訂正」と旧値が出る
  - {metric: churned_arr, segment: tier3, was: 1_080_000, because: {ja: 9月30日付の解約1社の金額を12万円少なく計上していた, en: 'one account that ended on 30 September was entered ¥120,000 too low'}, by: ops, date: 2026-10-06}
  - {metric: closing_arr, segment: tier3, was: 36_120_000, because: {ja: 同上, en: as above}, by: ops, date: 2026-10-06}
  - {metric: churn_reasons.low_usage, segment: tier3, was: 360_000, because: {ja: 同上, en: as above}, by: ops, date: 2026-10-06}
""",
    "2026-10": "closed: true                   # 締めた月。以後の変更には restated が要る\n",
}


class Dice:
    """Numbers that look thrown, but depend on the month alone."""

    def __init__(self, month):
        self.state = int(month.replace("-", "")) * 7919 % 2147483647

    def between(self, low, high):
        self.state = self.state * 48271 % 2147483647
        return low + self.state % (high - low + 1)


def units(yen):
    return max(0, (int(yen) + UNIT // 2) // UNIT) * UNIT


def split(total, weights):
    """Parts of a sum in whole units; the first takes what rounding leaves."""
    parts = [units(total * weight // sum(weights)) for weight in weights]
    parts[0] += total - sum(parts)
    if parts[0] < 0:
        parts[1] += parts[0]
        parts[0] = 0
    return parts


def count(yen, size):
    return 0 if yen == 0 else max(1, (yen + size // 2) // size)


def earlier_month(plan, closing, accounts):
    """One month, worked out from where it has to end."""
    month, nrr, grr, extension, new = plan
    dice = Dice(month)
    base = sum(closing)
    loss = units(base * (10_000 - grr) // 10_000)
    extension = units(extension * 10_000)
    upsell = units(base * (nrr - grr) // 10_000) - extension
    big_churn = BIG_CHURN.get(month, 0)
    churn = units(3_000_000 if month == "2025-10" else loss * dice.between(56, 63) // 100)
    small = split(max(churn - big_churn, 0), [dice.between(50, 56), dice.between(44, 50)])
    m = {}
    m["churned_arr"] = [big_churn, small[0], small[1]]
    m["downsell"] = split(loss - sum(m["churned_arr"]), [50, 35, 15])
    m["upsell"] = split(upsell, [58, 34, 8])
    m["extension"] = [extension, 0, 0] if extension != 600_000 else [0, extension, 0]
    big_new = BIG_NEW.get(month, 0)
    rest = split(units(new * 10_000) - big_new, [dice.between(57, 63), dice.between(37, 43)])
    m["new_arr"] = [big_new, rest[0], rest[1]]
    m["reactivation"] = [0, 0, REACTIVATED.get(month, 0)]
    m["transfer_in"], m["transfer_out"] = [0, 0, 0], [0, 0, 0]
    if month in TRANSFERS:
        source, target, yen = TRANSFERS[month]
        m["transfer_out"][source] = yen
        m["transfer_in"][target] = yen
    m["closing_arr"] = closing
    m["opening_arr"] = [
        closing[i] - m["new_arr"][i] - m["upsell"][i] - m["extension"][i] - m["reactivation"][i] - m["transfer_in"][i]
        + m["downsell"][i] + m["churned_arr"][i] + m["transfer_out"][i]
        for i in range(3)
    ]
    m["reasons"] = [reasons(yen, dice, month) for yen in m["churned_arr"]]
    m["accounts_new"] = [count(yen, size) for yen, size in zip(m["new_arr"], [3_600_000, 960_000, 192_000])]
    if month == "2026-08":
        # The onboardings of September 2026 are known from the example.
        m["accounts_new"] = [0, 2, 7]
    m["accounts_reactivated"] = [0, 0, 1 if m["reactivation"][2] else 0]
    m["accounts_churned"] = [count(yen, size) for yen, size in zip(m["churned_arr"], [1_800_000, 1_140_000, 216_000])]
    m["accounts_in"] = [1 if yen else 0 for yen in m["transfer_in"]]
    m["accounts_out"] = [1 if yen else 0 for yen in m["transfer_out"]]
    m["accounts"] = accounts
    m["accounts_opening"] = [
        accounts[i] - m["accounts_new"][i] - m["accounts_reactivated"][i] - m["accounts_in"][i]
        + m["accounts_churned"][i] + m["accounts_out"][i]
        for i in range(3)
    ]
    return m


def reasons(yen, dice, month):
    """Churn by reason. Stalled onboardings weigh more in the first year."""
    if yen == 0:
        return [0, 0, 0, 0]
    stalled = dice.between(34, 44) if month < "2025-10" else dice.between(24, 34)
    shares = [dice.between(34, 42), stalled, dice.between(8, 18), dice.between(4, 14)]
    low_usage, stalled, competitor, event = split(yen, shares)
    return [stalled, low_usage, competitor, event]


def add_details(months):
    """What does not enter the ARR bridge: onboarding, health, seats, renewals, activities, costs."""
    names = sorted(months)
    for index, month in enumerate(names):
        m = months[month]
        dice = Dice(month + "0")
        before = months[names[index - 1]] if index else None
        if "onboarding" not in m and before and month >= ONBOARDING_FROM:
            due = [before["accounts_new"][0] + (1 if before["extension"][0] else 0), *before["accounts_new"][1:]]
            rate = 56 + 2 * (index - 8) + dice.between(-3, 3)
            m["onboarding"] = [onboardings(n, rate + lift, dice) for n, lift in zip(due, [25, 8, 0])]
        if month in HEALTH:
            m["health"] = [[n - sum(rest), *rest] for n, rest in zip(m["accounts"], HEALTH[month])]
        if month in HANDOVER:
            m["handover"] = HANDOVER[month]
        if "response" not in m:
            m["response"] = RESPONSE[index]
        m["resolution"] = f"{(815 + index * 5 + dice.between(-6, 6)) / 1000:.3f}"
        m["seats"] = [yen // SEAT for yen in m["closing_arr"]]
        m["seats_used"] = [n * (start + index * step // 10 + dice.between(-1, 1)) // 100
                           for n, start, step in zip(m["seats"], [80, 76, 68], [5, 5, 4])]
        m["active_users"] = [n * (start + index * step // 10 + dice.between(-2, 2)) // 100
                             for n, start, step in zip(m["seats_used"], [80, 76, 66], [4, 4, 5])]
        season = {3: 14, 9: 13, 12: 11}.get(int(month[5:]), 9)
        m["renewals_due"] = [max(1, n * season // 100 + dice.between(-1, 1)) for n in m["accounts_opening"]]
        m["renewals_done"] = [max(0, due - (lost * 7 + 5) // 10) for due, lost in zip(m["renewals_due"], m["accounts_churned"])]
        m["notice_arr"] = notice(months, names, index)
        if index >= 11:
            m["cohort"] = cohort([months[name] for name in names[index - 11:index + 1]])
        add_roles(m, month, index, dice)
        add_totals(m, month, index, dice)
    for began in names:
        if began >= COHORTS_FROM:
            follow(months, began)


def onboardings(due, rate, dice):
    done = min(due, (due * rate + 50) // 100)
    two = (due - done + 1) // 2
    one = min(due - done - two, dice.between(0, 2))
    return [due - done - two - one, one, two, done]


def notice(months, names, index):
    """Under notice: all that ends next month, and half of what ends in the month after."""
    ahead = [months[name]["churned_arr"] for name in names[index + 1:index + 3]]
    ahead += CHURN_AHEAD[: 2 - len(ahead)] if len(ahead) < 2 else []
    return [units(first + second // 2) for first, second in zip(ahead[0], ahead[1])]


def cohort(year):
    """NRR of the customers of twelve months ago, by segment and in total. Those who came later are taken
    to have a seventh part in what moved, which is why it differs from the figure of the bridge."""
    start = year[0]["opening_arr"]
    now = []
    for i in range(3):
        moved = sum(m["upsell"][i] + m["extension"][i] - m["downsell"][i] - m["churned_arr"][i] for m in year)
        now.append(start[i] + moved * 6 // 7)
    return [f"{n / s:.3f}" for n, s in zip(now, start)] + [f"{sum(now) / sum(start):.3f}"]


def follow(months, began):
    """What is left of the customers who were new in a month, in that month and in every later one. The first three months
    are the hardest; whoever began after the webinars of April 2026 leaves less often."""
    dice = Dice(began + "5")
    arr, accounts = sum(months[began]["new_arr"]), sum(months[began]["accounts_new"])
    smallest = units(arr // accounts // 3)
    for age, month in enumerate(name for name in sorted(months) if name >= began):
        risk = (30 if began < "2026-04" else 16) if age in (1, 2, 3) else 9
        if age and accounts > 1 and dice.between(0, 99) < risk:
            accounts -= 1
            arr -= max(UNIT, smallest)
        if age and dice.between(0, 99) < (26 if age > 5 else 12):
            arr += UNIT * dice.between(1, 3)
        months[month].setdefault("triangle", {})[began] = (arr, accounts)


def add_roles(m, month, index, dice):
    """Everything kept by role, in the order of ROLES."""
    tier1, tier2, tier3 = m["accounts"]
    sales = 2 if month >= "2025-04" else 1
    support = 2 if month >= "2025-07" else 1
    marketing = 1 if month >= "2025-09" else 0
    ops = 0.5 if month >= "2025-04" else 0
    given = m.get("role", {})
    held = tier1 + tier2 if sales == 2 else tier1 + tier2 // 2
    role = {
        "headcount": [float(support), float(sales), float(marketing), ops, 0, 1.0 - ops, 0, 0],
        "assigned_accounts": [tier1 + tier2 - held, held, tier3 if marketing else 0, 0, 0, 0, 0, 0],
    }
    calls = [22 + index + dice.between(-3, 4), 14 + index // 2 + dice.between(-2, 3), 4 * marketing + dice.between(0, 3) * marketing, 0, 0, 1, 0, 0]
    role["calls"] = calls if month >= CALLS_FROM else None
    proposals = [0, 3 + index // 3 + dice.between(-1, 1), 0, 0, 0, dice.between(0, 1), 0, 0]
    meetings = [5 + index // 5 + dice.between(-1, 1), 20 * (sales + 1) // 3 + index + dice.between(-2, 2), 0, 0, 0, 2 + dice.between(0, 1), 0, 0]
    created = [0, 1 + index // 5 + dice.between(0, 1), marketing * dice.between(0, 1), 0, 0, 0, 0, 0]
    if month == "2025-10":
        proposals, meetings, created = [0, 6, 0, 0, 0, 0, 0, 0], [6, 30, 0, 0, 0, 2, 0, 0], [0, 3, 0, 0, 0, 0, 0, 0]
    for name, values in [("proposals", proposals), ("meetings", meetings), ("opportunities", created)]:
        role[name] = given[name] + [0, 0] if name in given else values
    open_deals = 6 + index // 2 + dice.between(-1, 2)
    role["pipeline_count"] = [0, open_deals, marketing * 2, 0, 0, 0, 0, 0]
    role["pipeline_arr"] = [0, open_deals * 1_140_000 // UNIT * UNIT, marketing * 1_200_000, 0, 0, 0, 0, 0]
    m["roles"] = role


def add_totals(m, month, index, dice):
    total = {}
    due, given = m.get("handover", (None, None))
    if due is None:
        due = given = NOT_COUNTED
    total["handover_due"], total["handover_given"] = due, given
    audience = ", audience: public" if month >= PUBLIC_FROM else ""
    for name, value in [("first_response_hours", m["response"]), ("resolution_rate", m["resolution"])]:
        total[name] = f"{{value: {value}{audience}}}" if audience else value
    tickets = sum(m["accounts"]) * (96 - index) // 100 + dice.between(-6, 6)
    total["tickets"] = tickets
    total["csat_answers"] = csat(tickets, index, dice) if month >= CSAT_FROM else NO_SURVEY
    if month in NPS:
        promoters, passives, detractors = NPS[month]
        total["nps_answers"] = f"{{promoters: {promoters}, passives: {passives}, detractors: {detractors}}}"
    else:
        total["nps_answers"] = NO_SURVEY if month < "2025-06" else QUARTERLY
    late = index - 8
    total["onboarding_days"] = 34 - late * 2 // 3 + dice.between(-1, 1) if late >= 0 else NO_RECORDS
    total["time_to_value_days"] = 15 - late // 3 + dice.between(0, 1) if late >= 0 else NO_RECORDS
    total["advocates"] = 4 + index * 2 // 3
    total["referrals"] = dice.between(0, 1) + index // 9
    total["webinar_attendees"] = ATTENDEES.get(month, NO_WEBINARS)
    readers = {"2026-08": 58, "2026-09": 83, "2026-10": 107}.get(month)
    total["guide_readers"] = readers if month >= GUIDES_FROM else NO_SITE
    people = sum(m["roles"]["headcount"])
    support = m["roles"]["headcount"][0]
    total["support_cost"] = int(support * 620_000) + 240_000 + dice.between(-4, 4) * 5_000
    total["cs_cost"] = int(people * 720_000) + 560_000 + dice.between(-8, 6) * 10_000
    total["cs_budget"] = budget(month)
    if "cohort" in m:
        total["nrr_12_cohort"] = f"{{value: {m['cohort'].pop()}, note: {{ja: CRMの契約明細から, en: from the contract records in the CRM}}}}"
    m["total"] = total


def csat(tickets, index, dice):
    answers = tickets * 38 // 100
    good = answers * (76 + index * 6 // 10) // 100
    bad = answers * dice.between(5, 8) // 100
    return f"{{satisfied: {good}, neutral: {answers - good - bad}, dissatisfied: {bad}}}"


def budget(month):
    if month < "2025-04":
        return 2_800_000
    if month < "2025-07":
        return 3_500_000
    return 4_300_000 if month < "2025-09" else 4_900_000


def yaml_number(value):
    if isinstance(value, (str, float)):
        return str(value) if value != 0 else "0"
    return f"{value:_}" if abs(value) >= 10_000 else str(value)


def inline(keys, values):
    return "{" + ", ".join(f"{key}: {yaml_number(value)}" for key, value in zip(keys, values)) + "}"


def outlook(months, month):
    if month not in OUTLOOK:
        return ""
    over, rows = OUTLOOK[month]
    if rows == "actual":
        quarter = [months[name] for name in ("2026-07", "2026-08", "2026-09")]
        rows = [(name, sum(sum(m[name]) for m in quarter)) for name in Q2[:3]] + [("closing_arr", sum(quarter[-1]["closing_arr"]))]
    lines = [f"  - {{metric: {name}, over: {over}, value: {yaml_number(yen)}, by: ops}}" for name, yen in rows]
    return "\noutlook:                       # 四半期の着地見込み\n" + "\n".join(lines) + "\n"


def snapshot(months, month):
    m = months[month]
    text = [f"month: {month}\n", HEAD.get(month, "closed: true\n"), "\ntotal:\n"]
    text += [f"  {name}: {yaml_number(value)}\n" for name, value in m["total"].items()]
    text.append("\nsegment:\n")
    for i, segment in enumerate(SEGMENTS):
        text.append(f"  {segment}:\n")
        rows = [(name, yaml_number(m[name][i])) for name in ("opening_arr", "new_arr", "upsell")]
        rows.append(("cross_sell", "0"))
        rows += [(name, yaml_number(m[name][i])) for name in (
            "extension", "reactivation", "downsell", "churned_arr", "transfer_in", "transfer_out", "closing_arr")]
        rows.append(("churn_reasons", inline(REASONS, m["reasons"][i])))
        rows.append(("notice_arr", yaml_number(m["notice_arr"][i])))
        if "cohort" in m:
            rows.append(("nrr_12_cohort", m["cohort"][i]))
        rows += [(name, m[key][i]) for name, key in (
            ("accounts_opening", "accounts_opening"), ("accounts_new", "accounts_new"),
            ("accounts_reactivated", "accounts_reactivated"), ("accounts_churned", "accounts_churned"),
            ("accounts_transfer_in", "accounts_in"), ("accounts_transfer_out", "accounts_out"), ("accounts", "accounts"))]
        health = ["green", "yellow", "red", "unmeasured"]
        rows.append(("health", inline(health, m["health"][i]) if "health" in m else NO_HEALTH))
        onboarding = ["none", "one", "two", "three"]
        rows.append(("onboarding", inline(onboarding, m["onboarding"][i]) if "onboarding" in m else NO_RESULTS))
        rows += [(name, yaml_number(m[name][i])) for name in ("seats", "seats_used", "active_users", "renewals_due", "renewals_done")]
        text += [f"    {name}: {value}\n" for name, value in rows]
    text.append("\nrole:\n")
    for i, role in enumerate(ROLES):
        pairs = [(name, NO_RECORDS if values is None else yaml_number(values[i]))
                 for name, values in m["roles"].items()]
        text.append(f"  {role}: {{" + ", ".join(f"{name}: {value}" for name, value in pairs) + "}\n")
    if "triangle" in m:
        text.append("\ncohort:                        # 契約開始月ごとの、いまのARRと社数\n")
        text += [f"  {began}: {{closing_arr: {yaml_number(arr)}, accounts: {accounts}}}\n" for began, (arr, accounts) in m["triangle"].items()]
    text.append(outlook(months, month))
    return "".join(text)


def main():
    months = {month: dict(values) for month, values in EXAMPLE.items()}
    closing, accounts = EXAMPLE["2026-09"]["opening_arr"], EXAMPLE["2026-09"]["accounts_opening"]
    for plan in reversed(PLAN):
        month = earlier_month(plan, closing, accounts)
        months[plan[0]] = month
        closing, accounts = month["opening_arr"], month["accounts_opening"]
    add_details(months)
    OUT.mkdir(exist_ok=True)
    for month in sorted(months):
        (OUT / f"{month}.yaml").write_text(snapshot(months, month), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
