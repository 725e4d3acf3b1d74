"""Build the Teams app package from the template.

python -m manifest.build --app-id GUID --bot-id GUID [--domain HOST] --out FILE.zip
"""

import argparse
import json
import os
import re
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

from playbook import patterns

HERE = Path(__file__).parent
ICONS = ("color.png", "outline.png")
UNSET_SITE = "https://example.com"

_HOST = re.compile(r"(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_VERSION = re.compile(r"\d{1,5}\.\d{1,5}\.\d{1,5}")
# The earliest moment a zip can say; the package must not change with the hour it is built at.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def guid(text: str) -> str:
    """Read the id of an app registration."""
    value = text.strip().lower()
    if not patterns.GUID.match(value) or not value.strip("0-"):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no app id. It looks like 1b4e28ba-2fa1-4d6c-a3b5-8c7d5e6f9012; the Azure portal shows it "
            "as the application (client) ID."
        )
    return value


def host(text: str) -> str:
    """Read a host name, as a valid domain of the app."""
    value = text.strip().lower()
    if not _HOST.fullmatch(value):
        raise argparse.ArgumentTypeError(f"{text!r} is no host name; give bot.contoso.com, without https:// or a path.")
    return value


def address(text: str) -> str:
    """Read the address of one of the developer's pages."""
    if not re.fullmatch(r"https://[^\s/]+(/\S*)?", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no https address.")
    return text


def version(text: str) -> str:
    """Read the package's version."""
    if not _VERSION.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no version; give three numbers, for example 1.0.0.")
    return text


def developer(text: str) -> str:
    """Read the name of who runs the bot, as long as Teams allows."""
    if not re.fullmatch(r".{1,32}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no name that Teams shows; give 1 to 32 characters.")
    return text


def filled(values: Mapping[str, str], domains: Sequence[str]) -> dict[str, Any]:
    """Return the manifest with every placeholder of the template filled."""
    manifest: dict[str, Any] = _fill(json.loads((HERE / "manifest.json").read_text("utf-8")), values)
    manifest["validDomains"] = list(domains)
    return manifest


def _fill(node: Any, values: Mapping[str, str]) -> Any:
    """Fill the texts only, after parsing, so that no value can change the manifest's shape."""
    if isinstance(node, dict):
        return {key: _fill(value, values) for key, value in node.items()}
    if isinstance(node, list):
        return [_fill(value, values) for value in node]
    return Template(node).substitute(values) if isinstance(node, str) else node


def write(manifest: Mapping[str, Any], out: Path) -> None:
    """Write the package; the same manifest gives the same bytes."""
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    with zipfile.ZipFile(out, "w") as package:
        _add(package, "manifest.json", text.encode())
        for icon in ICONS:
            _add(package, icon, (HERE / icon).read_bytes())


def _add(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # else Windows and the others differ
    entry.external_attr = 0o644 << 16
    package.writestr(entry, content)


def _arguments(environ: Mapping[str, str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m manifest.build", description="Build the Teams app package.")

    def option(flag: str, variable: str, default: str, **more: Any) -> None:
        value = environ.get(variable) or default
        parser.add_argument(
            flag, default=value or None, required=not value, help=f"{more.pop('help')} (or {variable})", **more
        )

    option("--app-id", "TEAMS_APP_ID", "", type=guid, help="the id of the app in Teams, any GUID of yours")
    option("--bot-id", "APP_ID", "", type=guid, help="the id of the bot's app registration")
    option("--app-version", "TEAMS_APP_VERSION", "0.1.0", type=version, help="raise it with every upload")
    option(
        "--developer", "DEVELOPER_NAME", "SME Requests", type=developer, help="who runs the bot, at most 32 characters"
    )
    option("--website", "DEVELOPER_WEBSITE", UNSET_SITE, type=address, help="a page about the bot")
    option("--privacy", "DEVELOPER_PRIVACY", f"{UNSET_SITE}/privacy", type=address, help="the privacy statement")
    option("--terms", "DEVELOPER_TERMS", f"{UNSET_SITE}/terms", type=address, help="the terms of use")
    parser.add_argument(
        "--domain",
        dest="domains",
        action="append",
        type=host,
        default=[],
        help="a host that cards may link to; repeatable",
    )
    parser.add_argument("--out", type=Path, default=Path("sme-requests.zip"), help="the zip to write")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Build the package that the command line describes."""
    given = _arguments(os.environ).parse_args(argv)
    values = {
        "app_id": given.app_id,
        "bot_id": given.bot_id,
        "version": given.app_version,
        "developer": given.developer,
        "website": given.website,
        "privacy": given.privacy,
        "terms": given.terms,
    }
    write(filled(values, given.domains), given.out)
    print(f"{given.out} is ready to upload.")
    if UNSET_SITE in given.website:
        print("Its links still point at example.com; give --website, --privacy and --terms before others install it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
