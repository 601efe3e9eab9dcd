create table if not exists product_category (
    product_id    varchar(128) primary key,
    version       bigint not null,
    classified_at timestamp(3) with time zone not null,
    deleted       boolean not null,
    category_id   varchar(128) not null,
    category_path varchar(1000) not null,
    confidence    double precision not null,
    model         varchar(300)
);
create index if not exists product_category_by_category on product_category (category_id);
create index if not exists product_category_by_time on product_category (classified_at);
