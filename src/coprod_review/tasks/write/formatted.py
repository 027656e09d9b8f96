"""What `coprod-review write` makes for print: bibliographies in the styles of APA and NLM."""

from __future__ import annotations

from pathlib import Path

FORMS = ("html", "docx", "txt")


def write_formatted(csl_json: str, folder: Path, *, name: str, workers: int) -> list[str]:
    """Write <name>_<style>.<form> of the works in each style into a folder; the names of the files.

    Raises ReviewError where pandoc or its styles are not installed.
    """
    from concurrent.futures import ThreadPoolExecutor

    from coprod_review.io.files import write_bytes
    from coprod_review.io.pandoc import cited_tree, printed_tree, style_path
    from coprod_review.write import formatted

    items = formatted.printed_items(csl_json)
    files = {}
    with ThreadPoolExecutor(max_workers=workers) as pool:
        trees = {
            style: [
                pool.submit(cited_tree, part, style=style_path(style.file))
                for part in formatted.parts_as_json(items, style)
            ]
            for style in formatted.STYLES
        }
        for style, parts in trees.items():
            documents = [part.result() for part in parts]
            bare = formatted.joined_document(documents, items)
            titled = formatted.joined_document(documents, items, heading=formatted.title_of(style))
            for form in FORMS:
                tree = bare if form == "html" else titled
                made = pool.submit(printed_tree, tree, form=form, title=formatted.title_of(style))
                files[style, form] = made
        contents = {key: made.result() for key, made in files.items()}
    for (style, form), content in contents.items():
        if form == "html":
            content = formatted.page_of(content.decode("utf-8"), style=style, n=len(items)).encode("utf-8")
        write_bytes(folder / f"{name}_{style.name}.{form}", content)
    return [f"{name}_{style.name}.{form}" for style, form in contents]
