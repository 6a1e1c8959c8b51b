# What stops an operation, and what to do about it.
error-store-no-spatialite = SpatiaLite is not installed.
error-store-no-spatialite-hint = Install { $package }, or set TURASH_SPATIALITE to the library's full path. Looked in: { $tried }.
error-store-no-file = There is no file { $path }.
error-store-no-file-hint = Check the name, or make a project by importing into it.
error-store-erased = This person was erased.
error-store-erased-hint = What was known of the person cannot be read any more. Enter the person anew if there is a ground for it.
error-store-exists = { $path } is there already.
error-store-exists-hint = Choose another name; an existing file is never overwritten.
error-store-not-a-project = { $path } is not a Turash project.
error-store-not-a-project-hint = Choose a file ending in .turash that this program has made. Nothing was changed.
error-store-newer-file = { $path } was written by a newer version and needs Turash { $needs } or later.
error-store-newer-file-hint = Update the program. The file has layout { $file_schema }, this program reads up to { $app_schema }; nothing was changed.
error-store-wrong-key = The key does not open { $path } (tried: { $way }).
error-store-wrong-key-hint = Check the passphrase, its capitals and the keyboard layout; the recovery key opens it too.
error-store-no-key = There is no key for { $path }.
error-store-no-key-hint = Give the passphrase: in the window when asked, with --passphrase-file F, or in TURASH_PASSPHRASE.
error-store-no-key-file = The key file { $path } is missing beside the project.
error-store-no-key-file-hint = Copy it back beside the project; it travels with the file.
error-store-bad-key-file = The key file { $path } cannot be used ({ $reason }).
error-store-bad-key-file-hint = Restore it from a backup, or open the project with the recovery key.
error-store-no-keyring = The system's keyring does not answer ({ $detail }).
error-store-no-keyring-hint = Unlock it, or work with a passphrase.
error-store-read-only = { $path } cannot be written.
error-store-read-only-hint = Choose a folder in which you may write, or change the file's permission.
error-store-disk-full = There is no space left for { $path }.
error-store-disk-full-hint = Free some space and repeat the last step; what was saved before is safe.
error-store-busy = { $path } is in use by another program.
error-store-busy-hint = Close the other program or wait until it is done, then repeat.
error-store-damaged = { $path } is damaged ({ $detail }).
error-store-damaged-hint = Keep the file as it is and restore the last backup beside it.
error-store-no-row = There is no { $table } { $id } any more.
error-store-no-row-hint = It may have been removed; undo brings it back.
error-store-row-exists = { $table } { $id } is there already.
error-store-row-exists-hint = Open the one that is there.
error-store-bad-value = The field { $field } of { $table } holds a value this version cannot read.
error-store-bad-value-hint = Open the project with the version that wrote it, or correct the field.
error-store-no-blob = The attachment { $sha256 } is not in the project.
error-store-no-blob-hint = Add the file again, or restore the last backup.
error-store-bad-blob = The attachment { $sha256 } does not match its checksum.
error-store-bad-blob-hint = Add the file again; what is stored was changed outside the program.
error-store-no-random = The system gives no random numbers ({ $detail }).
error-store-no-random-hint = Restart the computer; without random numbers nothing is encrypted.
error-store-sql = The project file answered with an error ({ $detail }).
error-store-sql-hint = Close the project, open it again and repeat the step; turash doctor checks the file.
error-store-io = { $path } could not be read or written ({ $detail }).
error-store-io-hint = Check that the disk is connected and the folder can be written.
error-file-not-found = There is no file { $path }.
error-file-not-found-hint = Check the name and the folder.
error-file-no-permission = { $path } may not be read or written here ({ $reason }).
error-file-no-permission-hint = Choose another folder or change the permission.
error-file-disk-full = There is no space left to write { $path }.
error-file-disk-full-hint = Free some space, then repeat.
error-file-is-folder = { $path } is a folder, not a file.
error-file-is-folder-hint = Name a file inside it.
error-file-failed = { $path } could not be used ({ $reason }).
error-file-failed-hint = Check the disk and the name, then repeat.
error-operation-unknown = There is no operation { $name }.
error-operation-unknown-hint = turash do --list shows all operations.
error-operation-bad-input = { $operation } does not take this input: { $reason }.
error-operation-bad-input-hint = turash do --list shows the shape of each input.
error-operation-bad-output = The answer of { $operation } could not be written: { $reason }.
error-operation-bad-output-hint = Repeat the step; if it comes back, report what you did.
error-edit-bad-value = { $value } cannot stand in the field “{ edited-field }”.
error-edit-bad-value-hint =
    { $wanted ->
        [positive] A number above zero is needed; commas and points both part decimals.
        [latitude] Degrees from -90 to 90 are needed.
        [longitude] Degrees from -180 to 180 are needed.
        [position] The site has no position yet: latitude and longitude are needed together.
        [temperature] Degrees Celsius above -273.15 are needed.
        [yes_no] Yes, no or nothing is needed.
        [precision] Rough, estimated, measured or verified is needed.
        [parts] A list or code of the right form is needed, for example HP14, 7732-18-5 or a content with its unit.
        [text] A text that is not empty is needed.
        [short_text] A text of 600 characters at most is needed.
        [field] This field cannot be edited here.
        [key] A public key is needed: 64 digits from 0 to 9 and a to f.
        [time] A moment such as 2026-12-31T00:00:00Z is needed.
       *[number] A number is needed.
    }
error-key-mistyped = This is not the recovery key as it was printed: a letter is missing or mistyped.
error-key-mistyped-hint = Compare it with the print, group by group; there are 14 groups of four.
error-project-none-open = No project is open.
error-project-none-open-hint = Open or make a project first.
error-project-at-work = Work is under way in this project.
error-project-at-work-hint = Let it end or stop it, then lock again.
error-project-not-empty = { $path } holds records and is kept.
error-project-not-empty-hint = Only a project that never held anything is removed; delete the file yourself if you mean it.
error-project-not-found = There is no { record-kind } { $id } in this project.
error-project-not-found-hint = Ids are printed by turash sites, search and match.
error-deal-illegal-step = A deal cannot go from { deal-from } to { deal-to }.
error-deal-illegal-step-hint = The way is { state-suggested }, { state-negotiating }, { state-reserved }, { state-contracted }, { state-live }; { state-failed } and { state-cancelled } end it.
error-deal-needs-outcome = A deal does not end without a reason.
error-deal-needs-outcome-hint = Choose a reason and say in a few words what happened.
error-deal-needs-reservation = A reservation needs a day on which it ends.
error-deal-needs-reservation-hint = Give the day up to which the flow is kept free.
error-packet-no-consent = { $organization } has not agreed to full disclosure of this match.
error-packet-no-consent-hint = Record the consents of both parties, or choose the level nda or public.
error-packet-not-a-party = { $organization } is no party of this match.
error-packet-not-a-party-hint = A packet is made for the supplier or the accepter only.
error-economics-needs-price =
    { $field ->
        [supply_price] { needs-price-supply-price }
        [demand_price] { needs-price-demand-price }
        [demand_replaces] { needs-price-demand-replaces }
        [gas] { needs-price-gas }
        [heating_oil] { needs-price-heating-oil }
        [coal] { needs-price-coal }
        [biomass] { needs-price-biomass }
        [electricity] { needs-price-electricity }
        [district_heat] { needs-price-district-heat }
        [exchange_rate] { needs-price-exchange-rate }
       *[other] A price is missing ({ $field }, { $country }).
    }
error-economics-needs-price-hint = Enter a price in the flow; nothing is assumed without a source.
error-job-cancelled = Stopped as asked.
error-job-cancelled-hint = Nothing half done was kept. Start it again when you like.
error-program-defect = The program has met a defect of its own.
error-program-defect-hint = The project is as it was before. Repeat the step; if it comes back, report what you did.

# Parts of the sentences above.
record-kind = { $kind ->
    [organization] company
    [site] site
    [flow] flow
    [match] match
    [deal] deal
    [consent] consent
    [person] person
    [document] document
    [import] import
    [job] job
    [layer] map layer
   *[other] record
}
deal-from = { $from ->
    [suggested] { state-suggested }
    [negotiating] { state-negotiating }
    [reserved] { state-reserved }
    [contracted] { state-contracted }
    [live] { state-live }
    [failed] { state-failed }
    [cancelled] { state-cancelled }
   *[other] { $from }
}
deal-to = { $to ->
    [suggested] { state-suggested }
    [negotiating] { state-negotiating }
    [reserved] { state-reserved }
    [contracted] { state-contracted }
    [live] { state-live }
    [failed] { state-failed }
    [cancelled] { state-cancelled }
   *[other] { $to }
}
edited-field = { $field ->
    [amount_per_year] { field-amount-per-year }
    [amount_low] { field-amount-low }
    [amount_high] { field-amount-high }
    [capacity_per_hour] { field-capacity-per-hour }
    [temperature] { field-temperature }
    [return_temperature] { field-return-temperature }
    [pressure_bar] { field-pressure-bar }
    [grade] { field-grade }
    [temperature_low] { field-temperature-low }
    [temperature_high] { field-temperature-high }
    [pressure_low_bar] { field-pressure-low-bar }
    [ph] { field-ph }
    [ph_low] { field-ph-low }
    [ph_high] { field-ph-high }
    [moisture] { field-moisture }
    [contamination] { field-contamination }
    [hazardous] { field-hazardous }
    [contaminants] { field-contaminants }
    [hazards] { field-hazards }
    [cas] { field-cas }
    [certificates] { field-certificates }
    [variability] { field-variability }
    [price_tiers] { field-price-tiers }
    [minimum_order] { field-minimum-order }
    [max_distance_km] { field-max-distance-km }
    [storage_amount] { field-storage-amount }
    [shelf_life_days] { field-shelf-life-days }
    [lead_time_days] { field-lead-time-days }
    [measured_at] { field-measured-at }
    [instrument] { field-instrument }
    [price] { field-price }
    [disposal_cost] { field-disposal-cost }
    [valid_from] { field-valid-from }
    [valid_to] { field-valid-to }
    [confidential] { field-confidential }
    [precision] { field-precision }
    [name] { field-name }
    [country] { field-country }
    [sector] { field-sector }
    [town] { field-town }
    [street] { field-street }
    [postcode] { field-postcode }
    [position] { field-position }
    [lat] { field-lat }
    [lon] { field-lon }
   *[other] { $field }
}
error-legal-not-in-set = The legal tests do not lead to { $template } for this deal.
error-legal-not-in-set-hint = These papers follow: { $set }. Answer the open questions of the law first if one is missing.
error-legal-not-available = There is no template { $template } for { $law } in { $lang }.
error-legal-not-available-hint = Choose another language or law; nothing is translated by guesswork.
error-legal-unpaired = The two languages of { $template } do not have the same clauses.
error-legal-unpaired-hint = Make the paper in each language by itself.
error-legal-template = A legal template is unsound ({ $detail }).
error-legal-template-hint = Report it; no paper was written.
error-legal-docx = The DOCX file could not be put together ({ $detail }).
error-legal-docx-hint = Make it again; if it comes back, report what you did.
