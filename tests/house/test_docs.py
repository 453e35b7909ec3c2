"""Pages say whether they hold today, and their links lead somewhere."""

import re

import pytest

from tests.house.tree import ROOT, kept_files, name_of

STATUS = re.compile(r"^\**Status:\**\s+\**(current|proposed|superseded)\b", re.MULTILINE)
LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)|!\[[^\]\n]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)

PAGES = [path for path in kept_files() if path.suffix == ".md"]


def anchors(text):
    """The anchors of a page's headings, as readers of Markdown make them."""
    headings = re.findall(r"^#{1,6}\s+(.+?)\s*#*$", CODE.sub("", text), flags=re.MULTILINE)
    plain = (re.sub(r"[^\w\s-]", "", heading.lower()) for heading in headings)
    return {re.sub(r"\s", "-", heading.strip()) for heading in plain}


def dead_links(page, text):
    found = []
    for plain, image in LINK.findall(CODE.sub("", text)):
        target = plain or image
        if re.match(r"[a-z]+:", target):
            continue  # another site: tests reach none
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        inside = file.is_relative_to(ROOT) and file.exists()
        if not inside or (anchor and file.suffix == ".md" and anchor not in anchors(file.read_text(encoding="utf-8"))):
            found.append(target)
    return found


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page):
    assert dead_links(page, page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "page", [path for path in PAGES if name_of(path).startswith(("docs/", "ARCHITECTURE"))], ids=name_of
)
def test_a_page_says_whether_it_holds(page):
    assert STATUS.search(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("target", ["nowhere.md", "README.md#no-such-heading", "../outside.md"])
def test_a_dead_link_would_be_seen(target):
    assert dead_links(ROOT / "README.md", f"[x]({target})") == [target]


def test_a_live_link_is_left_alone():
    assert dead_links(ROOT / "README.md", "[x](README.md#comity) [y](https://example.invalid/) [z](LICENSE)") == []


@pytest.mark.parametrize("folder", ["guide", "ref", "design", "adr", "protocol"])
def test_each_folder_lists_its_pages(folder):
    """A page that its folder's README does not name is not found by anybody."""
    index = ROOT / "docs" / folder / "README.md"
    text = index.read_text(encoding="utf-8")
    pages = [path for path in PAGES if path.parent == index.parent and path != index]
    assert [path.name for path in pages if f"({path.name}" not in text] == []
