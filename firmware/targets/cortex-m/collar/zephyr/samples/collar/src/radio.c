/* PetPulse's GATT service (proto/src/gatt.ts) over Zephyr's host. Its callbacks run in the host's thread: they only put into the queue. */
#include <string.h>
#include <zephyr/bluetooth/bluetooth.h>
#include <zephyr/bluetooth/conn.h>
#include <zephyr/bluetooth/gatt.h>
#include <zephyr/sys/util.h>
#include "radio.h"

#define UUID(number) BT_UUID_128_ENCODE(0xc9f60000 + (number), 0xa3d8, 0x4b6f, 0x9c1e, 0x52d07ab8e346)
#define ATT_HEADER 3
/* A fragment in one packet, as prj.conf sizes them: the host's thread has a small stack. */
#define FRAGMENT_BYTES (CONFIG_BT_L2CAP_TX_MTU - ATT_HEADER)
/* Notifications that the host may hold, and news that may wait for the collar. */
#define ROOMS 4
#define WAITING 8
#define NAME CONFIG_BT_DEVICE_NAME

struct news {
  board_news news;
  uint32_t length;
  uint8_t bytes[FRAGMENT_BYTES];
};

K_MSGQ_DEFINE(queue, sizeof(struct news), WAITING, 4);
K_SEM_DEFINE(rooms, ROOMS, ROOMS);
K_MUTEX_DEFINE(guard);
static struct bt_conn* central;
/* petpulse.v1.Advertised: version 1, device. */
static uint8_t advertised[] = { 0x08, 1, 0x12, PETPULSE_DEVICE_BYTES, 0, 0, 0, 0, 0, 0, 0, 0 };

static int post(board_news what, const void* bytes, uint32_t length)
{
  struct news news = { .news = what, .length = length };
  if (length > 0) memcpy(news.bytes, bytes, length);
  return k_msgq_put(&queue, &news, K_NO_WAIT);
}

static ssize_t on_control(struct bt_conn* conn, const struct bt_gatt_attr* attr, const void* bytes, uint16_t length, uint16_t offset,
  uint8_t flags)
{
  if (offset != 0) return BT_GATT_ERR(BT_ATT_ERR_INVALID_OFFSET);
  if (length < 1 || length > FRAGMENT_BYTES) return BT_GATT_ERR(BT_ATT_ERR_INVALID_ATTRIBUTE_LEN);
  if (post(BOARD_WRITTEN, bytes, length) != 0) return BT_GATT_ERR(BT_ATT_ERR_INSUFFICIENT_RESOURCES);
  return length;
}

/* For hubs that cannot be notified: they would need an answer from the collar's thread, and find nothing here. */
static ssize_t on_pull(struct bt_conn* conn, const struct bt_gatt_attr* attr, void* into, uint16_t length, uint16_t offset)
{
  return bt_gatt_attr_read(conn, attr, into, length, offset, NULL, 0);
}

static ssize_t on_status(struct bt_conn* conn, const struct bt_gatt_attr* attr, void* into, uint16_t length, uint16_t offset)
{
  return bt_gatt_attr_read(conn, attr, into, length, offset, advertised, sizeof advertised);
}

static void on_subscription(const struct bt_gatt_attr* attr, uint16_t value) { post(BOARD_ROOM, NULL, 0); }

BT_GATT_SERVICE_DEFINE(service, BT_GATT_PRIMARY_SERVICE(BT_UUID_DECLARE_128(UUID(1))),
  BT_GATT_CHARACTERISTIC(BT_UUID_DECLARE_128(UUID(2)), BT_GATT_CHRC_NOTIFY, BT_GATT_PERM_NONE, NULL, NULL, NULL),
  BT_GATT_CCC(on_subscription, BT_GATT_PERM_READ | BT_GATT_PERM_WRITE),
  BT_GATT_CHARACTERISTIC(BT_UUID_DECLARE_128(UUID(3)), BT_GATT_CHRC_READ, BT_GATT_PERM_READ, on_pull, NULL, NULL),
  BT_GATT_CHARACTERISTIC(BT_UUID_DECLARE_128(UUID(4)), BT_GATT_CHRC_WRITE, BT_GATT_PERM_WRITE, NULL, on_control, NULL),
  BT_GATT_CHARACTERISTIC(BT_UUID_DECLARE_128(UUID(5)), BT_GATT_CHRC_READ, BT_GATT_PERM_READ, on_status, NULL, NULL));

/* Service, then the frames' declaration, then their value. */
#define FRAMES (&service.attrs[2])

static int advertise(void)
{
  const struct bt_data data[] = {
    BT_DATA_BYTES(BT_DATA_FLAGS, BT_LE_AD_GENERAL | BT_LE_AD_NO_BREDR),
    BT_DATA_BYTES(BT_DATA_UUID128_ALL, UUID(1)),
  };
  const struct bt_data response[] = { BT_DATA(BT_DATA_NAME_COMPLETE, NAME, sizeof NAME - 1) };
  return bt_le_adv_start(BT_LE_ADV_PARAM(BT_LE_ADV_OPT_CONN, BT_GAP_ADV_FAST_INT_MIN_2, BT_GAP_ADV_FAST_INT_MAX_2, NULL), data,
    ARRAY_SIZE(data), response, ARRAY_SIZE(response));
}

static void set_central(struct bt_conn* conn)
{
  k_mutex_lock(&guard, K_FOREVER);
  if (central) bt_conn_unref(central);
  central = conn ? bt_conn_ref(conn) : NULL;
  k_mutex_unlock(&guard);
}

/* What waits is of a connection that is no more, so that there is always room for this. */
static void turn(board_news what)
{
  k_msgq_purge(&queue);
  post(what, NULL, 0);
}

static void on_connected(struct bt_conn* conn, uint8_t error)
{
  if (error) return;
  for (int i = 0; i < ROOMS; i++) k_sem_give(&rooms);
  set_central(conn);
  turn(BOARD_CONNECTED);
}

static void on_disconnected(struct bt_conn* conn, uint8_t reason)
{
  set_central(NULL);
  turn(BOARD_DISCONNECTED);
}

static void on_recycled(void) { advertise(); }

BT_CONN_CB_DEFINE(callbacks) = { .connected = on_connected, .disconnected = on_disconnected, .recycled = on_recycled };

static void on_sent(struct bt_conn* conn, void* unused)
{
  k_sem_give(&rooms);
  post(BOARD_ROOM, NULL, 0); /* a full queue makes the collar speak as well */
}

int radio_start(const uint8_t* device)
{
  memcpy(advertised + 4, device, PETPULSE_DEVICE_BYTES);
  int error = bt_enable(NULL);
  return error ? error : advertise();
}

bool radio_wait(board_event* event, k_timeout_t timeout)
{
  static struct news news;
  if (k_msgq_get(&queue, &news, timeout) != 0) return false;
  event->news = news.news;
  event->bytes = news.bytes;
  event->length = news.length;
  return true;
}

uint32_t board_notify_room(void)
{
  uint32_t room = 0;
  k_mutex_lock(&guard, K_FOREVER);
  if (central && k_sem_count_get(&rooms) > 0 && bt_gatt_is_subscribed(central, FRAMES, BT_GATT_CCC_NOTIFY))
    room = MIN(bt_gatt_get_mtu(central) - ATT_HEADER, FRAGMENT_BYTES);
  k_mutex_unlock(&guard);
  return room;
}

void board_notify(const uint8_t* bytes, uint32_t length)
{
  struct bt_gatt_notify_params notification = { .attr = FRAMES, .data = bytes, .len = length, .func = on_sent };
  k_mutex_lock(&guard, K_FOREVER);
  struct bt_conn* to = central ? bt_conn_ref(central) : NULL;
  k_mutex_unlock(&guard);
  if (!to) return;
  k_sem_take(&rooms, K_NO_WAIT);
  /* Lost with its connection: the hub asks again from where it stands. */
  if (bt_gatt_notify_cb(to, &notification) != 0) k_sem_give(&rooms);
  bt_conn_unref(to);
}
