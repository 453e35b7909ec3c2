"""Every address of the office's site. Each view says who may open it; the middleware closes what says nothing."""

from dataclasses import replace

from django.urls import URLPattern, path

from comity.web.sections import SECTIONS
from comity.web.views import (
    attachment,
    complain,
    entry,
    law,
    lists,
    protection,
    quality,
    record,
    registry,
    sign_in,
    step,
    today,
)

urlpatterns: list[URLPattern] = [
    path("sign-in", sign_in.sign_in, name="sign_in"),
    path("sign-out", sign_in.sign_out, name="sign_out"),
    path("complain", complain.complain, name="complain"),
    path("complain/state", complain.complain_state, name="complain_state"),
    path("language", sign_in.choose_language, name="language"),
    path("", today.today, name="today"),
    path("work", lists.work, name="work"),
    path("data-protection", protection.notice, name="notice"),
    path("register-of-processing", protection.register, name="register_of_processing"),
    path("readings/log/<slug:office>/<slug:kind>/<uuid:uuid>", protection.log_file, name="log_file"),
    path("registers", registry.registers, name="registers"),
    path("quality", quality.quality, name="quality"),
    path("partners", registry.partners, name="partners"),
    path("files/<slug:office>/<slug:kind>/<uuid:uuid>/<slug:sha256>", attachment.download, name="file"),
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
        *(
            path(f"{section.slug}/new/{command}", step.new, {"section": replace(section, draft=command)}, name=command)
            for command in section.others
        ),
        path(one, record.record, given, name=f"{section.slug}_one"),
        path(f"{one}/steps/<str:command>", step.step, given, name=f"{section.slug}_step"),
    ]

handler400 = "comity.web.views.errors.bad_request"
handler403 = "comity.web.views.errors.forbidden"
handler404 = "comity.web.views.errors.not_found"
handler500 = "comity.web.views.errors.failed"
