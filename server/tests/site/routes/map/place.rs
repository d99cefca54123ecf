//! Where photos lie on the paper, and what uploaders decide about it.

use super::Scene;
use crate::support::{Place, Site, read_map, read_photo, rows};

on_each_database! {
    async fn known_places_lie_where_they_belong(site: Site) {
        let mut scene = Scene::on(site).await;
        let party = scene.party;
        let map = read_map(&mut scene.cem, party, &[("at", "0,0"), ("z", "2")]).await;
        let [mark] = &map.marks[..] else { panic!("{:?}", map.marks) };
        assert_eq!((mark.x.round(), mark.y.round(), mark.count), (598.0, 104.0, 1));
        assert_eq!((mark.photo.id, mark.nearer, map.count, map.photos.len()), (scene.photo, None, 1, 1));
        assert!(map.land.starts_with('M') && map.borders.starts_with('M'));
        let page = scene.cem.get(&format!("/p/{party}/map?at=0,0&z=2")).await;
        page.is(200).says("translate(598.1 103.8)").says(&format!("/p/{party}/album/{}", scene.photo)).says("class=\"land\"");
        page.says("class=\"town\">Berlin<");
        let map = read_map(&mut scene.cem, party, &[]).await;
        assert_eq!((map.marks[0].x.round(), map.marks[0].y.round(), map.fits), (560.0, 280.0, true));
        for (at, z) in [("x", "1"), ("91,0", "3"), ("0,999", "3"), ("0,0", ""), ("0,0", "-4")] {
            assert!(read_map(&mut scene.cem, party, &[("at", at), ("z", z)]).await.fits, "{at} {z}");
        }
    }

    async fn near_photos_are_one_mark(site: Site) {
        let mut scene = Scene::on(site).await;
        let party = scene.party;
        let potsdam = scene.another(50, Place { latitude: 52.39, longitude: 13.06, ..Place::BERLIN }).await;
        let sydney = scene.another(60, Place::SYDNEY).await;
        let map = read_map(&mut scene.ana, party, &[]).await;
        let marks: Vec<_> = map.marks.iter().map(|mark| (mark.count, mark.photo.id)).collect();
        assert_eq!((marks, map.count), (vec![(1, sydney), (2, potsdam)], 3), "the newest one is shown");
        let nearer = map.marks[1].nearer.expect("two photos");
        let query = nearer.query();
        let fields: Vec<_> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        let map = read_map(&mut scene.ana, party, &fields).await;
        let marks: Vec<_> = map.marks.iter().map(|mark| mark.count).collect();
        assert_eq!((marks, map.photos.len()), (vec![1, 1], 2));
        let page = scene.ana.get(&format!("/p/{party}/map?{query}")).await;
        for label in ["Nearer", "Farther", "North", "South", "East", "West"] {
            page.says(&format!("aria-label=\"{label}\""));
        }
        for link in page.links("data-move") {
            scene.ana.get(&link).await.is(200);
        }
        let moved = read_map(&mut scene.ana, party, &[&fields[..], &[("shift", "-1120,0,0,0,0")]].concat()).await;
        assert_eq!(moved.marks.len(), 0);
    }

    async fn photos_that_no_map_shows_apart_stand_under_it(site: Site) {
        let mut scene = Scene::on(site).await;
        scene.another(50, Place::BERLIN).await;
        let path = format!("/p/{}/map", scene.party);
        for address in ["", "?at=52.52,13.405&z=18"] {
            let links = scene.cem.get(&format!("{path}{address}")).await.is(200).links("class=\"pin\"");
            assert_eq!(links, [format!("{path}?at=52.52000,13.40500&z=18#here")]);
        }
        let far = scene.cem.get(&format!("{path}?at=52.52,13.405&z=4")).await.links("class=\"pin\"");
        assert_eq!(far, [format!("{path}?at=52.52000,13.40500&z=11")]);
        let page = scene.cem.get(&format!("{path}?at=52.52000,13.40500&z=18")).await;
        assert_eq!(page.text().matches("<li id=\"photo-").count(), 2);
    }

    async fn uploaders_make_places_rough_or_remove_them(site: Site) {
        let mut scene = Scene::on(site).await;
        let (party, photo) = (scene.party, scene.photo);
        assert_eq!(scene.keep(&mut scene.cem.clone(), "about").await, 403);
        for exactness in ["", "exactly"] {
            assert!([303, 422].contains(&scene.keep(&mut scene.zoe.clone(), exactness).await), "{exactness}");
        }
        for (exactness, position) in [("about", Some((52.5, 13.4))), ("nothing", None)] {
            assert_eq!(scene.keep(&mut scene.zoe.clone(), exactness).await, 303);
            let row = rows::photo(&scene.site, photo).await;
            assert_eq!(row.latitude.zip(row.longitude), position);
            assert_eq!(row.place.is_empty(), position.is_none());
        }
        assert_eq!(read_map(&mut scene.ana, party, &[]).await.count, 0);
        assert_eq!(read_photo(&mut scene.zoe, party, photo).await.photo.position, None);
        scene.ana.get(&format!("/p/{party}/map")).await.is(200).reads("No places yet");
    }
}
