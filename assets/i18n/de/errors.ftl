# Was eine Operation anhält und was zu tun ist.
error-store-no-spatialite = SpatiaLite ist nicht installiert.
error-store-no-spatialite-hint = { $package } installieren oder TURASH_SPATIALITE auf den vollen Pfad der Bibliothek setzen. Gesucht in: { $tried }.
error-store-no-file = Es gibt keine Datei { $path }.
error-store-no-file-hint = Namen prüfen oder durch einen Import ein Projekt anlegen.
error-store-erased = Diese Person wurde gelöscht.
error-store-erased-hint = Was über die Person bekannt war, ist nicht mehr lesbar. Erfassen Sie sie neu, wenn es dafür einen Grund gibt.
error-store-exists = { $path } ist schon vorhanden.
error-store-exists-hint = Einen anderen Namen wählen; eine vorhandene Datei wird nie überschrieben.
error-store-not-a-project = { $path } ist kein Turash-Projekt.
error-store-not-a-project-hint = Eine .turash-Datei wählen, die dieses Programm angelegt hat. Es wurde nichts geändert.
error-store-newer-file = { $path } stammt von einer neueren Version und braucht Turash { $needs } oder neuer.
error-store-newer-file-hint = Das Programm aktualisieren. Die Datei hat den Aufbau { $file_schema }, dieses Programm liest bis { $app_schema }; es wurde nichts geändert.
error-store-wrong-key = Der Schlüssel öffnet { $path } nicht (versucht: { $way }).
error-store-wrong-key-hint = Passphrase, Großschreibung und Tastaturbelegung prüfen; der Wiederherstellungsschlüssel öffnet sie auch.
error-store-no-key = Für { $path } gibt es keinen Schlüssel.
error-store-no-key-hint = Die Passphrase angeben: im Fenster auf Nachfrage, mit --passphrase-file F oder in TURASH_PASSPHRASE.
error-store-no-key-file = Neben dem Projekt fehlt die Schlüsseldatei { $path }.
error-store-no-key-file-hint = Sie wieder neben das Projekt kopieren; sie gehört zur Datei.
error-store-bad-key-file = Die Schlüsseldatei { $path } ist unbrauchbar ({ $reason }).
error-store-bad-key-file-hint = Aus einer Sicherung zurückholen oder das Projekt mit dem Wiederherstellungsschlüssel öffnen.
error-store-no-keyring = Der Schlüsselbund des Systems antwortet nicht ({ $detail }).
error-store-no-keyring-hint = Entsperren oder mit einer Passphrase arbeiten.
error-store-read-only = { $path } kann nicht beschrieben werden.
error-store-read-only-hint = Einen Ordner mit Schreibrecht wählen oder das Recht der Datei ändern.
error-store-disk-full = Für { $path } ist kein Platz mehr.
error-store-disk-full-hint = Platz schaffen und den letzten Schritt wiederholen; das zuvor Gespeicherte ist sicher.
error-store-busy = { $path } wird von einem anderen Programm benutzt.
error-store-busy-hint = Das andere Programm schließen oder abwarten, dann wiederholen.
error-store-damaged = { $path } ist beschädigt ({ $detail }).
error-store-damaged-hint = Die Datei so lassen und die letzte Sicherung daneben zurückholen.
error-store-no-row = { $table } { $id } gibt es nicht mehr.
error-store-no-row-hint = Es kann entfernt worden sein; Rückgängig holt es zurück.
error-store-row-exists = { $table } { $id } ist schon vorhanden.
error-store-row-exists-hint = Das vorhandene öffnen.
error-store-bad-value = Das Feld { $field } von { $table } enthält einen Wert, den diese Version nicht lesen kann.
error-store-bad-value-hint = Das Projekt mit der Version öffnen, die es schrieb, oder das Feld berichtigen.
error-store-no-blob = Der Anhang { $sha256 } ist nicht im Projekt.
error-store-no-blob-hint = Die Datei neu hinzufügen oder die letzte Sicherung zurückholen.
error-store-bad-blob = Der Anhang { $sha256 } passt nicht zu seiner Prüfsumme.
error-store-bad-blob-hint = Die Datei neu hinzufügen; der gespeicherte Inhalt wurde außerhalb des Programms verändert.
error-store-no-random = Das System liefert keine Zufallszahlen ({ $detail }).
error-store-no-random-hint = Den Rechner neu starten; ohne Zufallszahlen wird nichts verschlüsselt.
error-store-sql = Die Projektdatei antwortete mit einem Fehler ({ $detail }).
error-store-sql-hint = Das Projekt schließen, neu öffnen und den Schritt wiederholen; turash doctor prüft die Datei.
error-store-io = { $path } konnte nicht gelesen oder geschrieben werden ({ $detail }).
error-store-io-hint = Prüfen, ob das Laufwerk verbunden und der Ordner beschreibbar ist.
error-file-not-found = Die Datei { $path } gibt es nicht.
error-file-not-found-hint = Namen und Ordner prüfen.
error-file-no-permission = { $path } darf hier nicht gelesen oder geschrieben werden ({ $reason }).
error-file-no-permission-hint = Einen anderen Ordner wählen oder das Recht ändern.
error-file-disk-full = Es ist kein Platz mehr, um { $path } zu schreiben.
error-file-disk-full-hint = Platz schaffen, dann wiederholen.
error-file-is-folder = { $path } ist ein Ordner, keine Datei.
error-file-is-folder-hint = Eine Datei darin nennen.
error-file-failed = { $path } konnte nicht benutzt werden ({ $reason }).
error-file-failed-hint = Laufwerk und Namen prüfen, dann wiederholen.
error-operation-unknown = Eine Operation { $name } gibt es nicht.
error-operation-unknown-hint = turash do --list zeigt alle Operationen.
error-operation-bad-input = { $operation } nimmt diese Eingabe nicht: { $reason }.
error-operation-bad-input-hint = turash do --list zeigt die Form jeder Eingabe.
error-operation-bad-output = Die Antwort von { $operation } konnte nicht geschrieben werden: { $reason }.
error-operation-bad-output-hint = Den Schritt wiederholen; kommt es wieder, melden, was Sie taten.
error-edit-bad-value = { $value } kann nicht im Feld „{ edited-field }“ stehen.
error-edit-bad-value-hint =
    { $wanted ->
        [positive] Nötig ist eine Zahl über null; Komma und Punkt trennen beide die Dezimalen.
        [latitude] Nötig sind Grad von -90 bis 90.
        [longitude] Nötig sind Grad von -180 bis 180.
        [position] Der Standort hat noch keine Lage: Breite und Länge sind zusammen nötig.
        [temperature] Nötig sind Grad Celsius über -273,15.
        [yes_no] Nötig ist ja, nein oder nichts.
        [precision] Nötig ist grob, geschätzt, gemessen oder geprüft.
        [parts] Nötig ist eine Liste oder ein Code in der richtigen Form, etwa HP14, 7732-18-5 oder ein Gehalt mit Einheit.
        [text] Nötig ist ein Text, der nicht leer ist.
        [short_text] Nötig ist ein Text von höchstens 600 Zeichen.
        [field] Dieses Feld lässt sich hier nicht bearbeiten.
        [key] Ein öffentlicher Schlüssel ist nötig: 64 Zeichen aus 0 bis 9 und a bis f.
        [time] Nötig ist ein Zeitpunkt wie 2026-12-31T00:00:00Z.
       *[number] Nötig ist eine Zahl.
    }
error-key-mistyped = Das ist nicht der Wiederherstellungsschlüssel, wie er gedruckt wurde: Ein Zeichen fehlt oder ist vertippt.
error-key-mistyped-hint = Gruppe für Gruppe mit dem Ausdruck vergleichen; es sind 14 Gruppen zu vier Zeichen.
error-project-none-open = Es ist kein Projekt geöffnet.
error-project-none-open-hint = Zuerst ein Projekt öffnen oder anlegen.
error-project-at-work = In diesem Projekt läuft noch eine Arbeit.
error-project-at-work-hint = Lassen Sie sie enden oder brechen Sie sie ab, dann sperren Sie erneut.
error-project-not-empty = { $path } enthält Daten und bleibt bestehen.
error-project-not-empty-hint = Nur ein Projekt, das nie etwas enthielt, wird entfernt; sonst die Datei selbst löschen.
error-project-not-found = Nicht in diesem Projekt: { record-kind } { $id }.
error-project-not-found-hint = Kennungen zeigen turash sites, search und match.
error-deal-illegal-step = Ein Geschäft kann nicht von „{ deal-from }“ zu „{ deal-to }“ gehen.
error-deal-illegal-step-hint = Der Weg: { state-suggested }, { state-negotiating }, { state-reserved }, { state-contracted }, { state-live }; „{ state-failed }“ und „{ state-cancelled }“ beenden es.
error-deal-needs-outcome = Ein Geschäft endet nicht ohne Grund.
error-deal-needs-outcome-hint = Einen Grund wählen und kurz sagen, was geschah.
error-deal-needs-reservation = Eine Reservierung braucht einen Tag, an dem sie endet.
error-deal-needs-reservation-hint = Den Tag angeben, bis zu dem der Strom freigehalten wird.
error-packet-no-consent = { $organization } hat der vollen Offenlegung dieser Paarung nicht zugestimmt.
error-packet-no-consent-hint = Die Zustimmung beider Seiten eintragen oder die Stufe nda oder public wählen.
error-packet-not-a-party = { $organization } ist an dieser Paarung nicht beteiligt.
error-packet-not-a-party-hint = Eine Mappe gibt es nur für Geber oder Nehmer.
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
       *[other] Ein Preis fehlt ({ $field }, { $country }).
    }
error-economics-needs-price-hint = Im Strom einen Preis eintragen; ohne Quelle wird nichts angenommen.
error-job-cancelled = Wie gewünscht abgebrochen.
error-job-cancelled-hint = Halbfertiges wurde nicht behalten. Jederzeit neu starten.
error-program-defect = Das Programm ist auf einen eigenen Fehler gestoßen.
error-program-defect-hint = Das Projekt ist wie zuvor. Den Schritt wiederholen; kommt es wieder, bitte melden, was getan wurde.

# Teile der Sätze oben.
record-kind = { $kind ->
    [organization] Unternehmen
    [site] Standort
    [flow] Strom
    [match] Treffer
    [deal] Geschäft
    [consent] Zustimmung
    [person] Person
    [document] Dokument
    [import] Import
    [job] Aufgabe
    [layer] Kartenebene
   *[other] Eintrag
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
error-legal-not-in-set = Die rechtlichen Prüfungen führen für dieses Geschäft nicht zu { $template }.
error-legal-not-in-set-hint = Es folgen diese Papiere: { $set }. Fehlt eines, zuerst die offenen Rechtsfragen beantworten.
error-legal-not-available = Es gibt keine Vorlage { $template } für { $law } auf { $lang }.
error-legal-not-available-hint = Andere Sprache oder anderes Recht wählen; nichts wird auf Verdacht übersetzt.
error-legal-unpaired = Die beiden Sprachen von { $template } haben nicht dieselben Klauseln.
error-legal-unpaired-hint = Das Dokument in jeder Sprache für sich erstellen.
error-legal-template = Eine Rechtsvorlage ist fehlerhaft ({ $detail }).
error-legal-template-hint = Bitte melden; es wurde kein Dokument geschrieben.
error-legal-docx = Die DOCX-Datei konnte nicht zusammengesetzt werden ({ $detail }).
error-legal-docx-hint = Noch einmal erstellen; wenn es wiederkommt, melden, was getan wurde.
