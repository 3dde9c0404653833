using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TypedSenderApp;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
//-:cnd:noEmit
#if DEBUG
await DevelopmentBroker.StartAsync(builder.Configuration);
#endif
//+:cnd:noEmit
builder.AddTypedSenderClient("messaging").AddOrderSender();
builder.Services.AddHostedService<OrderWorker>();
await builder.Build().RunAsync();
