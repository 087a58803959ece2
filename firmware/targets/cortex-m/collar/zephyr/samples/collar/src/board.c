/*
 * example/board.h over Zephyr 4: the frame log on a flash partition, identity in settings, sensors by their drivers; the radio is radio.c.
 * petpulse/device (8 bytes), petpulse/key (32 bytes) are written once, when the collar is made.
 */
#include <string.h>
#include <zephyr/drivers/entropy.h>
#include <zephyr/drivers/sensor.h>
#include <zephyr/logging/log.h>
#include <zephyr/logging/log_ctrl.h>
#include <zephyr/pm/device.h>
#include <zephyr/settings/settings.h>
#include <zephyr/storage/flash_map.h>
#include <zephyr/sys/reboot.h>
#include "radio.h"

LOG_MODULE_REGISTER(petpulse, LOG_LEVEL_INF);

#define SAMPLE_MS 20
#define SAMPLES_A_SECOND 50
#define UG_A_MG 1000

static const struct device* const accelerometer = DEVICE_DT_GET(DT_ALIAS(accel0));
static const struct device* const ppg = DEVICE_DT_GET_ONE(maxim_max30101);
static const struct device* const generator = DEVICE_DT_GET(DT_CHOSEN(zephyr_entropy));
static const struct flash_area* area;
static petpulse_identity stored;
static unsigned known; /* bits: device, key */
static bool lit = true;
static int64_t due_ms;
static int samples;

static int on_setting(const char* key, size_t length, settings_read_cb read, void* argument)
{
  const struct { const char* name; void* into; size_t size; } settings[] = {
    { "device", stored.device, sizeof stored.device },
    { "key", stored.key, sizeof stored.key },
    { "epoch", &stored.epoch, sizeof stored.epoch },
  };
  for (size_t i = 0; i < ARRAY_SIZE(settings); i++) {
    if (strcmp(key, settings[i].name) != 0) continue;
    if (length != settings[i].size || read(argument, settings[i].into, length) != (ssize_t)length) return -EINVAL;
    known |= BIT(i);
    return 0;
  }
  return -ENOENT;
}

SETTINGS_STATIC_HANDLER_DEFINE(petpulse, "petpulse", NULL, on_setting, NULL, NULL);

static int32_t flash_area_done(int error) { return error == 0 ? PETPULSE_OK : error == -EINVAL ? PETPULSE_FLASH_RANGE : PETPULSE_FLASH_FAILED; }

static int32_t log_read(void* context, uint32_t address, uint8_t* into, uint32_t length)
{
  return flash_area_done(flash_area_read(area, address, into, length));
}

static int32_t log_write(void* context, uint32_t address, const uint8_t* from, uint32_t length)
{
  return flash_area_done(flash_area_write(area, address, from, length));
}

static int32_t log_erase(void* context, uint32_t page)
{
  return flash_area_done(flash_area_erase(area, page * PETPULSE_PAGE_BYTES, PETPULSE_PAGE_BYTES));
}

static void fill(void* context, uint8_t* into, uint32_t length)
{
  if (entropy_get_entropy(generator, into, length) != 0) board_fail(-EIO); /* better no session than a nonce that can be foreseen */
}

static petpulse_port port = { .read = log_read, .write = log_write, .erase = log_erase, .entropy = fill };

const petpulse_port* board_start(petpulse_identity* identity, int32_t* channels, petpulse_profile* profile)
{
  if (flash_area_open(FIXED_PARTITION_ID(frame_log), &area) != 0) board_fail(-ENODEV);
  if (!device_is_ready(accelerometer) || !device_is_ready(ppg)) board_fail(-ENODEV);
  if (settings_subsys_init() != 0 || settings_load_subtree("petpulse") != 0 || (known & 3) != 3) board_fail(-ENOENT);
  if (radio_start(stored.device) != 0) board_fail(-EIO);
  port.pages = MIN(area->fa_size / PETPULSE_PAGE_BYTES, PETPULSE_COLLAR_PAGES);
  *identity = stored;
  *channels = 3;
  *profile = PETPULSE_BURSTS;
  memset(stored.key, 0, sizeof stored.key);
  due_ms = k_uptime_get();
  return &port;
}

void board_keep_epoch(uint32_t epoch)
{
  if (settings_save_one("petpulse/epoch", &epoch, sizeof epoch) != 0) LOG_WRN("epoch %u not kept: the log alone knows it", epoch);
}

static bool fetch(board_event* event)
{
  static const enum sensor_channel lights[] = { SENSOR_CHAN_GREEN, SENSOR_CHAN_RED, SENSOR_CHAN_IR };
  struct sensor_value value[3];
  if (sensor_sample_fetch(accelerometer) != 0 || sensor_channel_get(accelerometer, SENSOR_CHAN_ACCEL_XYZ, value) != 0) return false;
  for (int i = 0; i < 3; i++) event->acceleration[i] = sensor_ms2_to_ug(&value[i]) / UG_A_MG;
  if (lit && sensor_sample_fetch(ppg) != 0) return false;
  for (int i = 0; lit && i < 3; i++) {
    if (sensor_channel_get(ppg, lights[i], &value[0]) != 0) return false;
    event->light[i] = value[0].val1;
  }
  event->news = BOARD_SAMPLE;
  return true;
}

/* A sample that could not be had is left out: the collar notices, and says so in its flags. */
void board_wait(board_event* event)
{
  for (;;) {
    if (samples == SAMPLES_A_SECOND) {
      samples = 0;
      event->news = BOARD_SECOND;
      return;
    }
    if (radio_wait(event, K_TIMEOUT_ABS_MS(due_ms))) return;
    due_ms += SAMPLE_MS;
    samples++;
    if (fetch(event)) return;
  }
}

/* A driver without power management keeps the light burning: then switch its supply here. */
void board_light(int32_t on)
{
  if (lit == (on != 0)) return;
  lit = on != 0;
  (void)pm_device_action_run(ppg, lit ? PM_DEVICE_ACTION_RESUME : PM_DEVICE_ACTION_SUSPEND);
}

void board_show(const petpulse_collar_status* status)
{
  static int32_t hops;
  if (status->hops == hops) return;
  hops = status->hops;
  LOG_INF("heart %d.%d (%d %%), frames %u, acknowledged %u", status->heart_rate / 10, status->heart_rate % 10, status->confidence,
    status->next_seq - 1, status->acked_seq);
}

void board_fail(int32_t code)
{
  LOG_ERR("the collar cannot run: %d", code);
  log_panic();
  sys_reboot(SYS_REBOOT_COLD);
}
