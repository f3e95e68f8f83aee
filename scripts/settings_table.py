"""Print the README's table of settings from the settings themselves: `python -m scripts.settings_table`."""

from __future__ import annotations

from pydantic import SecretStr

from coverletter.settings import Settings


def settings_table() -> str:
    """One row a setting: its name, its default, what it is for."""
    rows = ["| setting | default | meaning |", "| --- | --- | --- |"]
    for name, field in Settings.model_fields.items():
        default = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
        rows.append(f"| `{name.upper()}` | {default if str(default) else 'empty'} | {field.description} |")
    return "\n".join(rows)


if __name__ == "__main__":
    print(settings_table())
