using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TypedSenderApp;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
#if DEBUG
await DevelopmentBroker.StartAsync(builder.Configuration);
#endif
builder.AddMessaging();
builder.Services.AddHostedService<OrderWorker>();
await builder.Build().RunAsync();
