"""Reading the small forms every page shares."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from qipan.core.models import SavedView
from qipan.web.context import THEMES


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES)


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(choices=[(name, name) for name in THEMES])


class SavedViewForm(forms.ModelForm):
    """A name for the list as it stands; filters are kept as they stand in the address, columns as JSON."""

    layout = forms.CharField(required=False)

    class Meta:
        model = SavedView
        fields = ["page", "name", "query"]

    def clean_query(self) -> str:
        return self.cleaned_data["query"].lstrip("?")[:4000]

    def clean_layout(self) -> dict[str, Any]:
        text = self.cleaned_data["layout"] or "{}"
        try:
            layout = json.loads(text)
        except ValueError:
            raise forms.ValidationError(_("The columns could not be read.")) from None
        return layout if isinstance(layout, dict) else {"columns": layout}
