"""Every address of the office's site. Each view says who may open it; the middleware closes what says nothing."""

from django.urls import URLPattern, path

from comity.web.sections import SECTIONS
from comity.web.views import entry, law, lists, record, registry, sign_in, step, today

urlpatterns: list[URLPattern] = [
    path("sign-in", sign_in.sign_in, name="sign_in"),
    path("sign-out", sign_in.sign_out, name="sign_out"),
    path("language", sign_in.choose_language, name="language"),
    path("", today.today, name="today"),
    path("work", lists.work, name="work"),
    path("registers", registry.registers, name="registers"),
    path("partners", registry.partners, name="partners"),
    path("entries/<int:seq>", entry.entry, name="entry"),
    path("law", law.gates, name="law"),
    path("law/<str:gate>", law.gate, name="gate"),
    path("procedures/<str:name>", law.procedure, name="procedure"),
]

for section in SECTIONS:
    given = {"section": section}
    one = f"{section.slug}/<slug:office>/<slug:kind>/<uuid:uuid>"
    urlpatterns += [
        path(section.slug, lists.records, given, name=section.slug),
        path(f"{section.slug}/new", step.new, given, name=f"{section.slug}_new"),
        path(one, record.record, given, name=f"{section.slug}_one"),
        path(f"{one}/steps/<str:command>", step.step, given, name=f"{section.slug}_step"),
    ]

handler400 = "comity.web.views.errors.bad_request"
handler403 = "comity.web.views.errors.forbidden"
handler404 = "comity.web.views.errors.not_found"
handler500 = "comity.web.views.errors.failed"
