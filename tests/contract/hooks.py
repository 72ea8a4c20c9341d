"""Lets the searches that Schemathesis generates as valid keep the rules which the API states in prose alone.

Without this, more than nine in ten of them would break one of the rules, and hardly a list of points would ever be held
against the schema. Searches that are generated as invalid stay as they are.
"""

import schemathesis
from schemathesis import GenerationMode

COUNTRIES = ["NL", "IT", "DE", "PL", "LU", "US"]
CARRIERS = ["postnl", "dhl", "ups", "poste_italiane", "inpost_it"]
STRUCTURED = ["address_street", "address_house_number", "address_postal_code", "address_city"]
POSITION = ["latitude", "longitude"]
CORNERS = ["ne_latitude", "ne_longitude", "sw_latitude", "sw_longitude"]


@schemathesis.hook
def map_case(context, case):
    generation = case.meta.generation if case.meta else None
    is_search = case.method.upper() == "GET" and case.operation.path == "/service-points"
    if is_search and generation is not None and generation.mode == GenerationMode.POSITIVE:
        case.query = kept(dict(case.query or {}))
    return case


def kept(query):
    """The same search, with as little changed as the rules ask for."""
    query = {name: value for name, value in query.items() if value not in (None, "", []) and not blank(value)}
    if query.get("country_code") not in COUNTRIES:
        query["country_code"] = pick(COUNTRIES, query.get("country_code"))
    keep_carriers(query)
    near = keep_reference_point(query)
    boxed = keep_box(query)
    if boxed or not near:
        query.pop("radius", None)
    return query


def keep_carriers(query):
    """Exactly one of the two, and only carriers that exist."""
    codes = query.pop("carrier_code", [])
    codes = codes if isinstance(codes, list) else [codes]
    if codes and query.get("use_integration_carriers") not in (True, "true"):
        query.pop("use_integration_carriers", None)
        query["carrier_code"] = [code if code in CARRIERS else pick(CARRIERS, code) for code in codes]
    else:
        query["use_integration_carriers"] = True


def keep_reference_point(query):
    """At most one way to say where, and that one complete."""
    ways = [[name for name in way if name in query] for way in (["address"], STRUCTURED, POSITION)]
    given = [way for way in ways if way]
    chosen = given[len(query) % len(given)] if given else []
    for way in given:
        if way is not chosen:
            drop(query, way)
    if chosen == ["address_house_number"] or chosen == ["address_house_number", "address_city"]:
        query["address_postal_code"] = "5611 EM"
    if set(chosen) & set(POSITION):
        query["latitude"] = within(query.get("latitude", 51.4), 90)
        query["longitude"] = within(query.get("longitude", 5.5), 180)
    return bool(chosen)


def keep_box(query):
    """All four corners or none, north-east of each other, and at most 50 km apart."""
    if not all(name in query for name in CORNERS):
        drop(query, CORNERS)
        return False
    south, west = within(query["sw_latitude"], 89), within(query["sw_longitude"], 179)
    corners = [south + 0.2, west + 0.2, south, west]
    query.update(zip(CORNERS, corners))
    return True


def within(degrees, limit):
    """Degrees between -limit and limit."""
    degrees = float(degrees)
    return degrees if abs(degrees) <= limit else degrees % limit


def pick(choices, by):
    return choices[sum(str(by).encode()) % len(choices)]


def drop(query, names):
    for name in names:
        query.pop(name, None)


def blank(value):
    """The API takes a parameter without text for one that is not there."""
    texts = value if isinstance(value, list) else [value]
    return any(isinstance(text, str) and not text.strip() for text in texts)
