"""The page itself: a few files of ours and two libraries that npm has fetched."""

from pathlib import Path

from aiohttp import web

from bot_app.local.wire import Handler, WireError, guarded

PAGE = Path(__file__).parent / "page"

# Tables of our own: what a machine's list of types says about .mjs varies, and a browser insists.
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript"}
_LIBRARIES = {
    "adaptivecards.min.js": "adaptivecards/dist/adaptivecards.min.js",
    "markdown-it.mjs": "markdown-it/dist/browser/markdown-it.esm.min.mjs",
}
_HEADERS = {
    # The cards' renderer sets sizes and colours as style attributes.
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
_MISSING = (
    "The libraries of the local page are not installed. Start the bot with `make run`, or fetch them with "
    "`npm ci --ignore-scripts --prefix bot_app/local/page`, and load this page again."
)


class Pages:
    """Serves the page's own files and, of the libraries, just the two files it needs."""

    def __init__(self, modules: Path = PAGE / "node_modules") -> None:
        """Name the folder of the libraries; it may be missing."""
        self._libraries = {name: modules / path for name, path in _LIBRARIES.items()}
        self._own = {file.name: file for file in PAGE.iterdir() if file.suffix in _TYPES}

    def routes(self) -> list[web.RouteDef]:
        """Return the page at the root and its files beside it."""
        return [
            web.get("/", guarded(self._index)),
            web.get("/local/page/{name}", guarded(self._from(self._own))),
            web.get("/local/lib/{name}", guarded(self._from(self._libraries))),
        ]

    async def _index(self, _request: web.Request) -> web.StreamResponse:
        if not all(file.is_file() for file in self._libraries.values()):
            return web.Response(text=_MISSING, status=503, headers=_HEADERS)
        return _file(self._own["index.html"])

    def _from(self, files: dict[str, Path]) -> Handler:
        async def serve(request: web.Request) -> web.StreamResponse:
            name = request.match_info["name"]
            if name not in files:
                raise WireError(404, "FileNotFound", "The page has no such file.")
            if not files[name].is_file():
                raise WireError(404, "LibraryNotInstalled", _MISSING)
            return _file(files[name])

        return serve


def _file(file: Path) -> web.StreamResponse:
    return web.FileResponse(file, headers={**_HEADERS, "Content-Type": f"{_TYPES[file.suffix]}; charset=utf-8"})
