"""The content of one small page per kind and language, as it should be.

After a wanted change: `UPDATE_GOLDEN=1 make test`, then read the difference before committing.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
PAGES = {
    "call.fr": "financements/aap-i-demo-sante-numerique/",
    "call.en": "en/funding/aap-i-demo-sante-numerique/",
    "laureate.fr": "laureats/thera-dm/",
    "laureate.en": "en/laureates/thera-dm/",
    "organisation.fr": "organisations/noveka/",
    "organisation.en": "en/organisations/noveka/",
    "page.fr": "a-propos/",
    "page.en": "en/about/",
}


@pytest.mark.parametrize("name", PAGES)
def test_the_content_is_as_agreed(site: Path, name: str) -> None:
    """What is between <main> and </main> equals the golden file."""
    html = (site / PAGES[name] / "index.html").read_text(encoding="utf-8")
    main = re.search(r"<main.*?</main>", html, re.DOTALL)
    assert main is not None
    golden = GOLDEN / f"{name}.html"
    content = re.sub(r"\n\s*\n+", "\n", main[0]) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(content, encoding="utf-8")
    assert content == golden.read_text(encoding="utf-8")
