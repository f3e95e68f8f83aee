"""How the page looks: colours and type as a Gradio theme, the rest in `page.css`. No font or style comes from elsewhere."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

SANS = (
    "Pretendard",
    "Inter",
    "ui-sans-serif",
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Apple SD Gothic Neo",
    "Noto Sans KR",
    "sans-serif",
)
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")

INK = gr.themes.Color(
    c50="#f7f6f3", c100="#efede8", c200="#e2dfd7", c300="#cbc7bc", c400="#9b978c", c500="#6f6c64", c600="#55524b",
    c700="#3d3b36", c800="#282724", c900="#1b1a18", c950="#121110", name="ink",
)  # fmt: skip
PINE = gr.themes.Color(
    c50="#eef6f3", c100="#d6eae3", c200="#aed5c8", c300="#7fbaa8", c400="#4f9a86", c500="#2f7d69", c600="#1f6554",
    c700="#1a5146", c800="#174139", c900="#143630", c950="#0a1f1b", name="pine",
)  # fmt: skip


def build_theme() -> gr.themes.Base:
    """Warm paper, dark ink, one green."""
    theme = gr.themes.Base(
        primary_hue=PINE, secondary_hue=PINE, neutral_hue=INK, font=SANS, font_mono=MONO, radius_size="lg", text_size="md"
    )
    return theme.set(
        body_background_fill="#faf9f6",
        body_background_fill_dark="#141312",
        body_text_color="#22211e",
        body_text_color_dark="#ece9e2",
        body_text_color_subdued="#6f6c64",
        body_text_color_subdued_dark="#a8a499",
        background_fill_primary="#ffffff",
        background_fill_primary_dark="#1c1b19",
        background_fill_secondary="#f7f6f3",
        background_fill_secondary_dark="#232220",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_padding="0px",
        block_shadow="none",
        block_label_background_fill="transparent",
        block_label_background_fill_dark="transparent",
        block_label_border_width="0px",
        block_label_text_weight="600",
        block_title_text_weight="600",
        block_title_text_size="*text_sm",
        form_gap_width="0px",
        input_background_fill="#ffffff",
        input_background_fill_dark="#1c1b19",
        input_border_color="#969186",
        input_border_color_dark="#716d65",
        input_border_color_focus="*primary_500",
        input_border_color_focus_dark="*primary_400",
        input_placeholder_color="#6f6c64",
        input_placeholder_color_dark="#a8a499",
        checkbox_border_color="#969186",
        checkbox_border_color_dark="#716d65",
        input_border_width="1px",
        input_shadow="none",
        input_shadow_focus="0 0 0 3px rgba(47,125,105,.16)",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_500",
        button_primary_background_fill_hover_dark="*primary_400",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#ffffff",
        button_secondary_background_fill="#ffffff",
        button_secondary_background_fill_hover="*neutral_100",
        button_secondary_background_fill_dark="#282724",
        button_secondary_background_fill_hover_dark="#3d3b36",
        button_secondary_border_color="#d9d5cb",
        button_secondary_border_color_dark="#3d3b36",
        button_border_width="1px",
        button_transition="background .15s ease, border-color .15s ease",
    )


def page_css() -> str:
    """The rest of the look."""
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")
