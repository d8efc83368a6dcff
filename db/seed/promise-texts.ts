export type PromiseText = { text: string; by: 'supervisor' | 'resident'; topic: string }

const ofSupervisor = (topic: string, text: string): PromiseText => ({ topic, text, by: 'supervisor' })
const ofResident = (topic: string, text: string): PromiseText => ({ topic, text, by: 'resident' })

/** What a department can change at work. Never about health, family or how somebody feels. */
export const promiseTexts: readonly PromiseText[] = [
  ofSupervisor(
    'roster',
    'Het rooster staat voortaan uiterlijk zes weken vooraf vast; ik bespreek dit met het secretariaat.',
  ),
  ofSupervisor('roster', 'Na een reeks nachten plannen we geen dagdienst in de eerste twee dagen.'),
  ofSupervisor(
    'roster',
    'Ruilen van diensten loopt vanaf nu via het secretariaat, zodat je het zelf niet hoeft te regelen.',
  ),
  ofSupervisor(
    'roster',
    'Je krijgt de eerstvolgende twee maanden één vast vrij weekend per maand extra in het rooster.',
  ),
  ofSupervisor('duties', 'We verdelen de avonddiensten opnieuw; je draait er volgende maand twee minder.'),
  ofSupervisor('duties', 'De overdracht begint om 16:30 in plaats van 17:00, zodat je op tijd kunt stoppen.'),
  ofSupervisor(
    'duties',
    'Tijdens de dienst neem ik tussen 18:00 en 19:00 het sein over, zodat er ruimte is om te eten.',
  ),
  ofSupervisor('part-time', 'Ik zoek uit hoe vier dagen per week in het rooster van de afdeling past.'),
  ofSupervisor(
    'part-time',
    'De vaste roostervrije dag blijft staan; wie daarover belt, verwijs ik naar mij.',
  ),
  ofSupervisor(
    'administration',
    'Ontslagbrieven mogen met het korte format; ik laat het sjabloon aanpassen.',
  ),
  ofSupervisor(
    'administration',
    'We schrappen de dubbele registratie op de afdeling en leggen dit voor aan het teamoverleg.',
  ),
  ofSupervisor(
    'administration',
    'Je krijgt een halve dag uitleg over handige functies van het patiëntendossier.',
  ),
  ofSupervisor('guidance', 'We spreken elke week twintig minuten na de visite, op een vast moment.'),
  ofSupervisor(
    'guidance',
    'Bij de eerste drie zelfstandige ingrepen sta ik naast je; daarna bespreken we het vervolg.',
  ),
  ofSupervisor(
    'guidance',
    'Tijdens de dienst bel je mij altijd direct; ik maak dat ook duidelijk aan de achterwacht.',
  ),
  ofSupervisor('career', 'Ik stel je voor aan de opleider en kijk mee met je sollicitatiebrief.'),
  ofSupervisor('career', 'Je gaat volgende maand een dag mee op de polikliniek van je voorkeur.'),
  ofSupervisor(
    'collaboration',
    'Ik bespreek met de teamleider van de verpleging hoe we overbodige telefoontjes beperken.',
  ),
  ofSupervisor(
    'collaboration',
    'We beginnen de dag met een korte start met verpleging en arts-assistenten samen.',
  ),
  ofSupervisor('other-work', 'Er komt een tweede werkplek met computer in de artsenkamer.'),
  ofSupervisor(
    'other-work',
    'Wetenschapstijd staat vanaf volgende maand als blok van een halve dag in het rooster.',
  ),
  ofResident('administration', 'Ik houd een week bij welke formulieren dubbel zijn en stuur de lijst door.'),
  ofResident('guidance', 'Ik bereid voor het volgende gesprek twee leerdoelen voor.'),
  ofResident('career', 'Ik maak een afspraak met de opleidingscoördinator over de mogelijkheden.'),
  ofResident('roster', 'Ik geef mijn roosterwensen voor het nieuwe kwartaal uiterlijk de 15e door.'),
]
